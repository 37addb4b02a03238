package dev.pollux.runtime.spi;

import dev.pollux.future.Future;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What library futures may ask of the runtime they run on.
 *
 * <p>Each worker, and each thread inside {@code blockOn} or {@code enter}, has a current context. A future reads it when it is
 * first polled or, where a running timer or an open socket is meant, when it is made.
 */
public interface RuntimeContext {

    /**
     * Returns the context of the calling thread.
     *
     * @return the current context
     * @throws IllegalStateException if the thread belongs to no runtime; the message says how to get one
     */
    static RuntimeContext current() {
        RuntimeContext context = currentOrNull();
        if (context == null) {
            throw new IllegalStateException("no Pollux runtime on this thread: call this inside Pollux.run(...) or"
                    + " AsyncRuntime.blockOn(...), or enter a runtime with handle.enter(). Arguments are evaluated"
                    + " before run starts: write run(() -> { sleep(...).await(); }) instead of run(sleep(...))");
        }
        return context;
    }

    /**
     * Returns the context of the calling thread, if it has one.
     *
     * @return the current context; {@code null} if the thread belongs to no runtime
     */
    static @Nullable RuntimeContext currentOrNull() {
        return CurrentContext.get();
    }

    /**
     * Makes a context the current one of the calling thread.
     *
     * @param context the new context; {@code null} for none
     * @return the one before, to be put back afterwards
     */
    static @Nullable RuntimeContext replace(@Nullable RuntimeContext context) {
        return CurrentContext.replace(context);
    }

    /**
     * Returns the clock.
     *
     * @return the clock of this runtime
     */
    Clock clock();

    /**
     * Returns the timers.
     *
     * @return the timer driver of this runtime
     */
    TimerDriver timers();

    /**
     * Returns the sockets.
     *
     * @return the I/O driver of this runtime
     */
    IoDriver io();

    /**
     * Runs blocking code on a thread of the runtime's blocking pool, beginning now.
     *
     * @param job may block; the runtime is current in it
     * @param <T> the type of the value
     * @return yields what the job does, or throws a {@link java.util.concurrent.CancellationException} if the runtime is shut down
     *     before the job begins; dropping it lets the job run on
     */
    <T extends @Nullable Object> Future<T> spawnBlocking(Callable<T> job);

    /**
     * Looks a host up by the runtime's {@link Resolver}.
     *
     * @param host a name
     * @return a future of its addresses; dropping it gives the look-up up if nobody else waits for it
     */
    default Future<List<InetAddress>> lookUp(String host) {
        return spawnBlocking(() -> List.of(InetAddress.getAllByName(host)));
    }

    /**
     * Asks for time to finish when the runtime is shut down.
     *
     * @param draining asked to finish before the tasks are cancelled
     * @return takes the request back when closed; may be called by any thread, and more than once
     */
    default AutoCloseable drainAtShutdown(Draining draining) {
        throw new UnsupportedOperationException("this runtime does not drain");
    }

    /**
     * Returns the source of randomness.
     *
     * @return a generator; safe for use by any thread
     */
    RandomGenerator random();

    /**
     * Starts a task whose result nobody takes. Its failure goes to the runtime's failure hook.
     *
     * @param future driven to its end by this runtime
     */
    void spawnDetached(Future<?> future);
}
