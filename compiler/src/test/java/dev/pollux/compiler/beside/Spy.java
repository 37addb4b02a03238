package dev.pollux.compiler.beside;

import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

/** An agent that wraps every method of the program, lambdas and states included, as monitoring agents do. */
public final class Spy {

    private static final AtomicInteger ENTERED = new AtomicInteger();

    private Spy() {}

    /** Called by the JVM. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(RedefinitionStrategy.RETRANSFORMATION)
                .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
                .type(ElementMatchers.nameStartsWith("app."))
                .transform((builder, type, loader, module, domain) -> builder.visit(Advice.to(Around.class)
                        .on(ElementMatchers.isMethod().and(ElementMatchers.not(ElementMatchers.isAbstract())))))
                .installOn(instrumentation);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("spied on " + ENTERED)));
    }

    /** Called by the wrapped methods. */
    public static void entered() {
        ENTERED.incrementAndGet();
    }

    /** The code that is put around each method. */
    private static final class Around {

        @Advice.OnMethodEnter
        static long enter() {
            Spy.entered();
            return System.nanoTime();
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Enter long start) {
            if (System.nanoTime() < start) {
                Spy.entered();
            }
        }
    }
}
