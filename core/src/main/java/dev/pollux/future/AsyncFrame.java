package dev.pollux.future;

import dev.pollux.internal.Sneaky;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of one async block: where it stands, and what it awaits.
 *
 * <p>The Pollux compiler derives one class from this for each async block and adds a field per spilled variable. The code of
 * the block stays in the user's class, in the method javac made for the lambda; it calls the public methods here. They are
 * for compiled blocks only.
 *
 * @param <T> the type of the block's value
 */
public abstract class AsyncFrame<T extends @Nullable Object> implements Future<T>, Awaiting, Cloneable {

    /*
     * States
     * ------
     *
     *     state       name        means
     *     UNCLAIMED   a lambda    made by the lambda expression, nobody called async() on it
     *     FRESH       a future    never polled; the captured variables are in the fields
     *     k >= 1      suspended   stands at the k-th await; `child` is what it awaits
     *     RUNNING                 the body is on some thread's stack
     *     DONE                    returned, failed or dropped; nothing is held
     *
     *      UNCLAIMED ──claim──► FRESH ──enter──► RUNNING ──suspend──► k
     *                             │               │   ▲               │
     *                             │               │   └─────enter─────┤
     *                           drop            exit                 drop (which may run the body)
     *                             └─────────────► DONE ◄──────────────┘
     *
     * A block that runs more than once stays UNCLAIMED: each run claims a copy of it, which is taken before anything changed.
     *
     * The fields are plain: whoever owns the future orders its calls (see Future). RUNNING also catches a poll or a drop
     * from inside the block's own body.
     *
     * How a block is dropped: see BlockDrop. While that goes on the state is DONE, save when the body runs.
     */

    static final int UNCLAIMED = -3;
    static final int RUNNING = -2;
    static final int DONE = -1;
    static final int FRESH = 0;

    /** What a dropped block awaits instead, when it is resumed for its clean-up. */
    static final Future<?> DROPPED = new RawFuture<@Nullable Object>() {
        @Override
        public Object pollRaw(Context cx) {
            throw Sneaky.<RuntimeException>rethrow(new DropSignal());
        }
    };

    private static final Future<?> ROUND = new RawFuture<@Nullable Object>() {
        @Override
        public @Nullable Object pollRaw(Context cx) {
            return null;
        }

        @Override
        public String toString() {
            return "the next round of a loop";
        }
    };

    private int state = UNCLAIMED;
    private @Nullable Future<?> child;

    /** Creates the frame of a block that nobody has claimed yet. */
    protected AsyncFrame() {}

    // ---------------------------------------------------------------- what the compiler adds

    /** Nulls every field that holds a reference. */
    protected abstract void clear();

    /**
     * Returns what the block keeps across its awaits. For dumps: any thread may ask.
     *
     * @return the variables that are references, some of them null
     */
    protected @Nullable Object[] values() {
        return new @Nullable Object[0];
    }

    /**
     * Tells where an await stands in the source.
     *
     * @param at the number of the await; 0 means the start of the block
     * @return class, method, file and line
     */
    protected abstract StackTraceElement site(int at);

    /**
     * Tells whether an await stands in clean-up code, which a drop does not skip.
     *
     * @param at the number of the await
     * @return whether it is in a {@code finally}, or in a handler that catches everything and throws it on
     */
    protected boolean cleansUp(int at) {
        return false;
    }

    /**
     * Tells whether some code of the block may have to run when it is dropped at an await.
     *
     * @param at the number of the await
     * @return whether it is inside a {@code try} that has a {@code finally}, resources, or a handler that catches everything, or
     *     in such a clean-up
     */
    protected boolean guards(int at) {
        return false;
    }

    /**
     * Stores the argument of a block that has a parameter.
     *
     * @param argument a value of the parameter's type
     */
    protected void accept(@Nullable Object argument) {
        throw new IllegalStateException("the async block at " + site(0) + " takes no argument");
    }

    // ---------------------------------------------------------------- called by compiled code

    /**
     * Starts a poll.
     *
     * @return where the body goes on: 0 at its start, k at its k-th await
     * @throws IllegalStateException if the block has finished or is running
     */
    protected final int enter() {
        int at = state;
        if (at < FRESH) {
            throw misuse(at, "polled");
        }
        state = RUNNING;
        return at;
    }

    /** Ends the last poll: the body returned or threw. */
    protected final void exit() {
        state = DONE;
    }

    /**
     * Records that the body stands at an await.
     *
     * @param at the number of the await
     * @param child the pending future
     * @return {@link Poll#PENDING}, for the body to return
     */
    public final Object suspend(int at, Future<?> child) {
        this.child = child == Yield.NOW ? Yield.OVER : child;
        this.state = at;
        return Poll.PENDING;
    }

    /**
     * Returns and forgets what the body awaits.
     *
     * @return the awaited future
     */
    public final Future<?> takeChild() {
        Future<?> taken = Objects.requireNonNull(child);
        child = null;
        return taken;
    }

    /**
     * Returns what a preemptible loop awaits before each round.
     *
     * @return a future that is always ready
     */
    public static Future<?> round() {
        return ROUND;
    }

    /**
     * Returns what a block awaits to let other tasks run first.
     *
     * @return a future that only {@link #suspend} makes ready
     */
    public static Future<?> yieldNow() {
        return Yield.NOW;
    }

    /**
     * Throws on, from a handler that would swallow everything, the signal that drops its block.
     *
     * @param caught what the handler caught
     */
    public static void passDrop(Throwable caught) {
        if (caught instanceof DropSignal) {
            throw Sneaky.<RuntimeException>rethrow(caught);
        }
    }

    /**
     * Numbers the places of a block, once for each class.
     *
     * @param owner as for {@link #site(String, String, String, String, int) site}
     * @param method as for it
     * @param file as for it
     * @param lines as for it
     * @return the number of the block's start; that of its k-th await is k more
     */
    protected static int register(String owner, String method, @Nullable String file, String lines) {
        return Sites.register(owner, method, file, lines);
    }

    /**
     * Builds the answer of {@link #site(int)}.
     *
     * @param owner the name of the class
     * @param method the name of the method the block was written in
     * @param file the source file, if known
     * @param lines a line number per char: first of the block's start, then of each await
     * @param at which of them
     * @return the place
     */
    protected static StackTraceElement site(String owner, String method, @Nullable String file, String lines, int at) {
        return Sites.place(owner, method, file, lines, at);
    }

    /**
     * Explains why the functional interface's method does not work on a compiled block.
     *
     * @return the exception to throw
     */
    protected final IllegalStateException notRunnable() {
        return new IllegalStateException("the async block at " + site(0)
                + " awaits, so it cannot be called like a lambda: make a future of it with async(block)");
    }

    // ---------------------------------------------------------------- the future

    /** Turns the block of a lambda expression, whose interface promises a {@code T}, into a future. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller's interface names T
    static <T extends @Nullable Object> Future<T> claim(Object block) {
        AsyncFrame<T> frame = (AsyncFrame<T>) block;
        if (frame.state != UNCLAIMED) {
            throw new IllegalStateException("the async block at " + frame.site(0)
                    + " was already made into a future; evaluate the lambda expression again to run it again");
        }
        frame.state = FRESH;
        return frame;
    }

    /** Does the same for the lambda of a block with a parameter. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    static <T extends @Nullable Object> Future<T> claim(Object block, @Nullable Object argument) {
        Future<T> claimed = claim(block);
        ((AsyncFrame<?>) claimed).accept(argument);
        return claimed;
    }

    /** Makes a future of a copy of the block, which stays as the lambda expression made it, for the next run. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    static <T extends @Nullable Object> Future<T> claimCopy(Object block) {
        return claim(((AsyncFrame<?>) block).copy());
    }

    /** Does the same for the lambda of a block with a parameter. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    static <T extends @Nullable Object> Future<T> claimCopy(Object block, @Nullable Object argument) {
        return claim(((AsyncFrame<?>) block).copy(), argument);
    }

    private Object copy() {
        try {
            return clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public final Poll<T> poll(Context cx) throws Exception {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public abstract @Nullable Object pollRaw(Context cx) throws Exception;

    @Override
    public final void drop() {
        switch (state) {
            case DONE -> {}
            case RUNNING -> throw misuse(RUNNING, "dropped");
            case UNCLAIMED, FRESH -> {
                state = DONE;
                clear();
            }
            default -> {
                if (guards(state)) {
                    CleanUp.leave(new BlockDrop(this));
                } else {
                    leave();
                }
            }
        }
    }

    /** Drops what the block awaits, and that is all. */
    private void leave() {
        state = DONE;
        Future<?> awaited = takeChild();
        clear();
        awaited.drop();
    }

    // ---------------------------------------------------------------- for BlockDrop

    /** Takes the block from the await where it stands, so that to everybody else it is finished. */
    final int leaveAwait() {
        int at = state;
        state = DONE;
        return at;
    }

    /** Undoes {@link #leaveAwait}, for the body to be resumed. */
    final void standAt(int at) {
        state = at;
    }

    final void awaitInstead(Future<?> other) {
        child = other;
    }

    private IllegalStateException misuse(int state, String verb) {
        if (state == DONE) {
            return Failures.finished(this);
        }
        String when = state == RUNNING
                ? " from inside its own poll, or by two threads at once"
                : " before async() made a future of it";
        return new IllegalStateException("async block at " + site(0) + " was " + verb + when);
    }

    // ---------------------------------------------------------------- what it can say about itself

    @Override
    public final List<Future<?>> awaiting() {
        Future<?> seen = child; // racy by design: a dump may read while a worker polls
        return seen == null ? List.of() : List.of(seen);
    }

    /**
     * Returns the place in the source where the block stands.
     *
     * @return the await it is suspended at, or the start of the block
     */
    public final StackTraceElement site() {
        return site(standsAt());
    }

    /** Returns the number of that place. */
    final int standsAt() {
        return Math.max(state, FRESH);
    }

    @Override
    public final String toString() {
        return "async block at " + site();
    }
}
