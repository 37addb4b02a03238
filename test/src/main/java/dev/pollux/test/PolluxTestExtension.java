package dev.pollux.test;

import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.Handle;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What JUnit calls for a {@link PolluxTest}.
 *
 * <p>Alone it provides the invocations of the test, and leaves each one's settings in the store of that invocation. Beside another
 * template, such as a parameterized test, it provides none, and each of the other's invocations takes the only settings there are.
 */
public final class PolluxTestExtension
        implements TestTemplateInvocationContextProvider,
                BeforeEachCallback,
                AfterEachCallback,
                ParameterResolver,
                InvocationInterceptor {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(PolluxTestExtension.class);

    /** Called by JUnit: the annotation names this class, and nobody else needs to. */
    public PolluxTestExtension() {}

    // ---------------------------------------------------------------- invocations

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return !hasOtherTemplate(context);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        if (AnnotationSupport.isAnnotated(context.getTestMethod(), Test.class)) {
            throw new ExtensionConfigurationException(
                    "@PolluxTest makes a test by itself: remove @Test from " + context.getRequiredTestMethod());
        }
        return invocations(context).map(PolluxTestExtension::invocation);
    }

    private static Stream<TestSettings> invocations(ExtensionContext context) {
        PolluxTest test = AnnotationSupport.findAnnotation(context.getTestMethod(), PolluxTest.class)
                .orElseThrow(() -> new ExtensionConfigurationException("use @PolluxTest, not its extension"));
        return new Invocations(test, context::getConfigurationParameter).settings();
    }

    private static TestTemplateInvocationContext invocation(TestSettings settings) {
        return new TestTemplateInvocationContext() {
            @Override
            public String getDisplayName(int index) {
                return settings.displayName();
            }

            @Override
            public void prepareInvocation(ExtensionContext context) {
                context.getStore(NAMESPACE).put(TestSettings.class, settings);
            }
        };
    }

    private static boolean hasOtherTemplate(ExtensionContext context) {
        return Arrays.stream(context.getRequiredTestMethod().getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type != PolluxTest.class && !AnnotationSupport.isAnnotated(type, PolluxTest.class))
                .anyMatch(type -> AnnotationSupport.isAnnotated(type, TestTemplate.class));
    }

    // ---------------------------------------------------------------- one invocation

    @Override
    public void beforeEach(ExtensionContext context) {
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        TestSettings settings = store.get(TestSettings.class, TestSettings.class);
        store.put(
                Session.class,
                new Session(context.getRequiredTestMethod().getName(), settings != null ? settings : only(context)));
    }

    private static TestSettings only(ExtensionContext context) {
        List<TestSettings> all = invocations(context).toList();
        if (all.size() != 1) {
            throw new ExtensionConfigurationException(
                    "@PolluxTest: beside another kind of test it must ask for a single run,"
                            + " but flavour and seeds ask for " + all.size());
        }
        return all.get(0);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Session session = context.getStore(NAMESPACE).remove(Session.class, Session.class);
        if (session != null) {
            session.end(context.getExecutionException().orElse(null));
        }
    }

    private static Session session(ExtensionContext context) {
        return Objects.requireNonNull(
                context.getStore(NAMESPACE).get(Session.class, Session.class), "the runtime of the test");
    }

    // ---------------------------------------------------------------- parameters

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return parameter.getDeclaringExecutable() instanceof Method
                && (type == TestRuntime.class || type == AsyncRuntime.class || type == Handle.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestRuntime test = session(context).test();
        Class<?> type = parameter.getParameter().getType();
        if (type == TestRuntime.class) {
            return test;
        }
        return type == AsyncRuntime.class ? test.runtime() : test.runtime().handle();
    }

    // ---------------------------------------------------------------- methods

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        session(context).run(invocation);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        session(context).run(invocation);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        session(context).run(invocation);
    }
}
