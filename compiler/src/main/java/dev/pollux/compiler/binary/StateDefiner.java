package dev.pollux.compiler.binary;

import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;

/** Gives class loaders the classes of states, which they could not find anywhere. */
final class StateDefiner {

    private final Instrumentation instrumentation;
    private final Method defineClass;

    StateDefiner(Instrumentation instrumentation) throws ReflectiveOperationException {
        this.instrumentation = instrumentation;
        defineClass = ClassLoader.class.getDeclaredMethod(
                "defineClass", String.class, byte[].class, int.class, int.class, ProtectionDomain.class);
        defineClass.setAccessible(true);
    }

    /** Same package, same loader, same protection domain as the class that it belongs to. */
    void define(ClassLoader loader, String name, byte[] classFile, ProtectionDomain domain)
            throws ReflectiveOperationException {
        try {
            defineClass.invoke(loader, name, classFile, 0, classFile.length, domain);
        } catch (InvocationTargetException e) {
            if (!isDefined(
                    loader, name)) { // two threads may race to load a class; the states that they make are the same
                throw new ReflectiveOperationException("its state " + name + " cannot be defined", e.getCause());
            }
        }
    }

    private static boolean isDefined(ClassLoader loader, String name) {
        try {
            return Class.forName(name, false, loader).getClassLoader() == loader;
        } catch (ClassNotFoundException no) {
            return false;
        }
    }

    /** When a running class is replaced: the JVM allows it as long as the state has the same fields. */
    void redefine(ClassLoader loader, String name, byte[] classFile, ProtectionDomain domain) throws Exception {
        if (isDefined(loader, name)) {
            Class<?> state = Class.forName(name, false, loader);
            try {
                instrumentation.redefineClasses(new ClassDefinition(state, classFile));
            } catch (UnsupportedOperationException otherFields) {
                throw new ReflectiveOperationException(
                        "the edit changes what a block has to keep while it waits; restart the program", otherFields);
            }
        } else {
            define(loader, name, classFile, domain);
        }
    }
}
