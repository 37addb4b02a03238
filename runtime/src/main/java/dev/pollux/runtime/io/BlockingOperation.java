package dev.pollux.runtime.io;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Outcome;
import dev.pollux.future.Poll;
import dev.pollux.runtime.spi.DriverClosedException;
import dev.pollux.runtime.spi.RuntimeContext;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of the operating system as a future: one job of the blocking pool, begun by the first poll.
 *
 * <p>Dropped before a thread began, the call is not made. Dropped later, it is made, and what it came to is nobody's: a failure is
 * forgotten, and a value that must not leak, such as an open file, is discarded.
 *
 * @param <T> the type of the value
 */
public final class BlockingOperation<T extends @Nullable Object> extends LeafFuture<T> {

    /*
     * States
     * ------
     *
     *     QUEUED     no thread has begun
     *     RUNNING    a thread makes the call
     *     Outcome    what it came to; not taken so far
     *     GONE       taken or dropped
     *
     *      QUEUED ──the pool──► RUNNING ──the pool──► Outcome
     *        │                     │                     │
     *       drop                 drop                poll, drop
     *        └─────────────────────┴────────► GONE ◄─────┘
     *
     * Every change is one exchange, so exactly one side sees both the outcome and the drop, and discards the value.
     */
    private static final Object QUEUED = new Object();
    private static final Object RUNNING = new Object();
    private static final Object GONE = new Object();

    private final String name;
    private final Callable<? extends T> call;
    private final Consumer<? super T> discard;
    private final AtomicReference<Object> state = new AtomicReference<>(QUEUED);
    private @Nullable Future<?> job; // null before the first poll

    /**
     * Wraps a call.
     *
     * @param name says what it does, for people
     * @param call may block; called at most once
     */
    public BlockingOperation(String name, Callable<? extends T> call) {
        this(name, call, value -> {});
    }

    /**
     * Wraps a call whose value must not be lost.
     *
     * @param name says what it does, for people
     * @param call may block; called at most once
     * @param discard releases a value that nobody took; called on any thread, must not throw
     */
    public BlockingOperation(String name, Callable<? extends T> call, Consumer<? super T> discard) {
        this.name = name;
        this.call = Objects.requireNonNull(call, "call");
        this.discard = discard;
    }

    @Override
    protected @Nullable Object advance(Context cx) throws Exception {
        if (job == null) {
            job = RuntimeContext.current().spawnBlocking(this::run);
        }
        try {
            if (job.pollRaw(cx) == Poll.PENDING) {
                return Poll.PENDING;
            }
        } catch (CancellationException e) {
            throw new DriverClosedException(name, e);
        }
        return ((Outcome<?>) state.getAndSet(GONE)).get();
    }

    /** Runs on the blocking pool. A failure is carried to whoever polls, and is nobody's if this was dropped. */
    private @Nullable Void run() {
        if (state.compareAndSet(QUEUED, RUNNING)) {
            Outcome<T> outcome = outcome();
            if (!state.compareAndSet(RUNNING, outcome)) {
                discard(outcome);
            }
        }
        return null;
    }

    private Outcome<T> outcome() {
        try {
            return new Outcome.Completed<>(call.call());
        } catch (Throwable t) {
            return new Outcome.Failed<>(t);
        }
    }

    @SuppressWarnings("unchecked") // what outcome() made
    private void discard(Object outcome) {
        if (outcome instanceof Outcome.Completed<?> completed) {
            discard.accept((T) completed.value());
        }
    }

    @Override
    protected void release() {
        discard(state.getAndSet(GONE));
        if (job != null) {
            job.drop();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
