package dev.pollux.future;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What an executor lends to the futures it polls, besides the waker of their task. */
@FunctionalInterface
public interface Host {

    /**
     * Returns the source of randomness for choices that should be fair.
     *
     * @return the generator; a seeded one makes the choices of {@link Futures#select select} repeatable
     */
    RandomGenerator random();

    /**
     * Hears that something was handed to a future which its task does not poll any more.
     *
     * @param report what, and where; told once for each time, by the thread that polls the task
     */
    default void futurelock(Futurelock report) {}

    /**
     * Makes the limit for one clean-up that a drop left unfinished.
     *
     * @return a future that is ready when the clean-up has taken too long; {@code null} for no limit
     * @see CleanUp
     */
    default @Nullable Future<?> cleanUpLimit() {
        return null;
    }
}
