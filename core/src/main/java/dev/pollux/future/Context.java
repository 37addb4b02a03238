package dev.pollux.future;

import java.util.Objects;

/** What a poll is given: the waker of the task that polls. */
public final class Context {

    /** The context of a block that runs its clean-up while it is dropped: nobody will poll it again. */
    static final Context DROPPING = new Context(Waker.noop());

    private final Waker waker;

    private Context(Waker waker) {
        this.waker = waker;
    }

    /**
     * Returns a context for polls on behalf of one task.
     *
     * @param waker wakes the task
     * @return a context; it may be used for any number of polls
     */
    public static Context of(Waker waker) {
        return new Context(Objects.requireNonNull(waker, "waker"));
    }

    /**
     * Returns the waker to call when another poll is worth while.
     *
     * @return the waker of the task that polls
     */
    public Waker waker() {
        return waker;
    }
}
