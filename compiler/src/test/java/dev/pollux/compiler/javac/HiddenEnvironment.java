package dev.pollux.compiler.javac;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import org.jspecify.annotations.Nullable;

/** What Gradle does: it makes the processor by a class loader of its own, and hides the environment of javac in a wrapper. */
final class HiddenEnvironment {

    private HiddenEnvironment() {}

    /** Our processor, loaded apart from the plugin. */
    static Processor processor() throws ReflectiveOperationException {
        URL[] path = Arrays.stream(Compilation.compilerPath().split(File.pathSeparator))
                .map(HiddenEnvironment::url)
                .toArray(URL[]::new);
        ClassLoader apart = new URLClassLoader(path, new JdkOnly());
        return (Processor) apart.loadClass(PolluxProcessor.class.getName())
                .getConstructor()
                .newInstance();
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The application class loader has the compiler, but here also our own classes. */
    private static final class JdkOnly extends ClassLoader {
        JdkOnly() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("com.sun.") || name.startsWith("javax.")) {
                return ClassLoader.getSystemClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }

    /** The processor, which gets to see a wrapped environment. */
    static Processor wrapping(Processor processor) {
        return wrapping(processor, filer -> proxy(Filer.class, filer, new Wrap() {}));
    }

    /** The processor, which gets to see a wrapped environment with another filer. */
    static Processor wrapping(Processor processor, UnaryOperator<Filer> filers) {
        return proxy(Processor.class, processor, new Wrap() {
            @Override
            public Object argument(Object argument) {
                return argument instanceof ProcessingEnvironment environment ? wrapped(environment, filers) : argument;
            }
        });
    }

    private static ProcessingEnvironment wrapped(ProcessingEnvironment environment, UnaryOperator<Filer> filers) {
        return proxy(ProcessingEnvironment.class, environment, new Wrap() {
            @Override
            public @Nullable Object result(@Nullable Object result) {
                return result instanceof Filer filer ? filers.apply(filer) : result;
            }
        });
    }

    private interface Wrap {
        default Object argument(Object argument) {
            return argument;
        }

        default @Nullable Object result(@Nullable Object result) {
            return result;
        }
    }

    private static <T> T proxy(Class<T> type, T target, Wrap wrap) {
        return type.cast(Proxy.newProxyInstance(
                HiddenEnvironment.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object[] passed = arguments == null
                            ? new Object[0]
                            : Arrays.stream(arguments).map(wrap::argument).toArray();
                    try {
                        return wrap.result(method.invoke(target, passed));
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }
}
