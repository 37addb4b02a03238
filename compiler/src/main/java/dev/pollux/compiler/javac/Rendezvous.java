package dev.pollux.compiler.javac;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Where the plugin and the processor of one compilation find each other.
 *
 * <p>Only where it must: a processor that sees the compiler's own environment could find the compilation through it, but Gradle
 * hands out a wrapper.
 */
final class Rendezvous implements UncaughtExceptionHandler, BiPredicate<Elements, ProcessingEnvironment> {

    /*
     * Why the thread's handler
     * ------------------------
     * Build tools and --processor-module-path load the two halves by different class loaders, so they share neither statics
     * nor types, only the JDK. javac starts both on one thread, the plugin first. A slot of that thread which is part of the
     * JDK is thus all they need, and unlike a system property it is invisible to everybody else in a build daemon.
     *
     * Rules
     * -----
     * 1. The slot holds a stack: compilations nest when a processor compiles. Each entry keeps its predecessor.
     * 2. An entry answers for its compilation alone, known by its Elements, which even wrapped environments pass on as they
     *    are, and passes other questions down the stack.
     * 3. An entry leaves when it was met, or at the first class that javac analyses, whichever is first. If it is not on top
     *    then, it stays, closed: it holds nothing any more, and forwards.
     * 4. Nothing of this is seen through an exception: the predecessor handles it.
     */

    private final @Nullable UncaughtExceptionHandler below;
    private @Nullable Elements compilation;
    private @Nullable Consumer<ProcessingEnvironment> guest;

    private Rendezvous(
            @Nullable UncaughtExceptionHandler below, Elements compilation, Consumer<ProcessingEnvironment> guest) {
        this.below = below;
        this.compilation = compilation;
        this.guest = guest;
    }

    // ---------------------------------------------------------------- the plugin

    /** Waits on this thread for the processor of a compilation. Whoever opens also calls {@link #close}. */
    static Rendezvous open(Elements compilation, Consumer<ProcessingEnvironment> guest) {
        UncaughtExceptionHandler top = explicitHandler();
        while (top instanceof Rendezvous closed && closed.compilation == null) {
            top = closed.below;
        }
        Rendezvous opened = new Rendezvous(top, compilation, guest);
        Thread.currentThread().setUncaughtExceptionHandler(opened);
        return opened;
    }

    void close() {
        compilation = null;
        guest = null;
        if (explicitHandler() == this) {
            Thread.currentThread().setUncaughtExceptionHandler(below);
        }
    }

    /** A thread without a handler answers with its group. */
    private static @Nullable UncaughtExceptionHandler explicitHandler() {
        Thread thread = Thread.currentThread();
        UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
        return handler == thread.getThreadGroup() ? null : handler;
    }

    // ---------------------------------------------------------------- the processor

    /** Hands the environment to the plugin that waits for it; false if none does. */
    static boolean meet(ProcessingEnvironment environment) {
        return ask(explicitHandler(), environment.getElementUtils(), environment);
    }

    @SuppressWarnings("unchecked") // the other half may be another copy of this class: same name, same shape
    private static boolean ask(
            @Nullable UncaughtExceptionHandler handler, Elements elements, ProcessingEnvironment environment) {
        return handler != null
                && handler.getClass().getName().equals(Rendezvous.class.getName())
                && handler instanceof BiPredicate<?, ?> other
                && ((BiPredicate<Elements, ProcessingEnvironment>) other).test(elements, environment);
    }

    @Override
    public boolean test(Elements elements, ProcessingEnvironment environment) {
        Consumer<ProcessingEnvironment> met = guest;
        if (compilation != elements || met == null) {
            return ask(below, elements, environment);
        }
        close();
        met.accept(environment);
        return true;
    }

    // ---------------------------------------------------------------- the thread

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        UncaughtExceptionHandler handler = below == null ? thread.getThreadGroup() : below;
        if (handler != null) {
            handler.uncaughtException(thread, failure);
        }
    }
}
