package dev.pollux.future;

import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a poll is given: the waker of the task that polls, and the randomness it may use. */
public final class Context {

    /** The context of a block that runs its clean-up while it is dropped: nobody will poll it again. */
    static final Context DROPPING = new Context(Waker.noop(), null);

    private final Waker waker;
    private final @Nullable RandomGenerator random; // null: that of whichever thread polls

    private Context(Waker waker, @Nullable RandomGenerator random) {
        this.waker = waker;
        this.random = random;
    }

    /**
     * Returns a context for polls on behalf of one task.
     *
     * @param waker wakes the task
     * @return a context; it may be used for any number of polls
     */
    public static Context of(Waker waker) {
        return new Context(Objects.requireNonNull(waker, "waker"), null);
    }

    /**
     * Returns a context for polls on behalf of one task, with randomness that the executor controls.
     *
     * @param waker wakes the task
     * @param random seeded, it makes the choices of {@link Futures#select select} repeatable
     * @return a context; it may be used for any number of polls
     */
    public static Context of(Waker waker, RandomGenerator random) {
        return new Context(Objects.requireNonNull(waker, "waker"), Objects.requireNonNull(random, "random"));
    }

    /**
     * Returns a context that differs from this one in the waker alone: for combinators that tell their children apart.
     *
     * @param other wakes one child, and through it the task
     * @return a context for polls of that child
     */
    public Context withWaker(Waker other) {
        return new Context(Objects.requireNonNull(other, "other"), random);
    }

    /** Tells whether the two are the same but for the waker, so that one derived earlier can serve again. */
    boolean differsOnlyInWaker(Context other) {
        return random == other.random;
    }

    /**
     * Returns the waker to call when another poll is worth while.
     *
     * @return the waker of the task that polls
     */
    public Waker waker() {
        return waker;
    }

    /**
     * Returns the source of randomness for choices that should be fair.
     *
     * @return the generator of the executor, or else that of the calling thread; use it within this poll only
     */
    public RandomGenerator random() {
        return random == null ? ThreadLocalRandom.current() : random;
    }
}
