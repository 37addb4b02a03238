package dev.pollux.stream;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.RawFuture;
import dev.pollux.future.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a generator puts its values, see {@link Streams#stream}. It is good inside the generator only, while that runs.
 *
 * @param <T> the type of the values
 */
public final class Emitter<T> {

    /*
     * A value on its way
     * ------------------
     * The first poll of an emit puts it into the slot. The poll of the generator's body, which that is a part of, comes back pending,
     * and the stream takes the value out of the slot. The next poll of the stream polls the body, and with it the emit, which finds
     * its value taken and is ready. So the body never runs ahead of who asks.
     *
     * Why no emit sleeps on
     * ---------------------
     * A body that simply awaits its emits polls them whenever it is polled. One that has them polled by a set of futures, each with a
     * waker of its own, does not: these wakers are kept, and woken before the body is polled again, and when a value is withdrawn.
     *
     * The fields are plain: all of this happens within polls and drops of the stream.
     */

    private final List<Waker> waiting = new ArrayList<>(0);
    private @Nullable Emit slot;
    private @Nullable Waker waker; // that of the stream's poll; null unless the body is being polled

    Emitter() {}

    /**
     * Yields a value from the stream, and waits until the next one is asked for.
     *
     * @param value not {@code null}
     * @return a future that is ready when the stream is polled again
     * @throws NullPointerException if {@code value} is null
     * @throws IllegalStateException from the poll, if that is not a part of the generator's own: the future was given to another task,
     *     or kept until after the generator's end
     * @cancel Safe: a value that the stream has not yielded yet is withdrawn.
     * @wakeup Of several emits of one generator that wait, each goes on when it is its turn.
     * @cost One object.
     */
    @CancelSafe
    public Future<@Nullable Void> emit(T value) {
        return new Emit(Objects.requireNonNull(
                value, "value: a stream has no null, which would mean its end; to end a generator, return from it"));
    }

    /** Lets emits go on; the body is about to be polled. */
    void open(Context cx) {
        waker = cx.waker();
        Throwable failure = wakeAll();
        if (failure != null) {
            waker = null;
            Failures.throwIfAny(failure);
        }
    }

    /** The body was polled. */
    void close() {
        waker = null;
    }

    /** Takes what is to be yielded, if anything. */
    @Nullable T take() {
        Emit taken = slot;
        if (taken == null) {
            return null;
        }
        slot = null;
        taken.state = State.TAKEN;
        return taken.value;
    }

    private @Nullable Throwable wakeAll() {
        if (waiting.isEmpty()) {
            return null;
        }
        List<Waker> woken = List.copyOf(waiting);
        waiting.clear();
        Throwable failure = null;
        for (Waker each : woken) {
            failure = Failures.add(failure, Failures.ofWaking(each));
        }
        return failure;
    }

    @Override
    public String toString() {
        return "emitter";
    }

    private enum State {
        OFFERED,
        TAKEN,
        FINISHED
    }

    private final class Emit extends RawFuture<@Nullable Void> {

        final T value;
        State state = State.OFFERED;

        Emit(T value) {
            this.value = value;
        }

        @Override
        public @Nullable Object pollRaw(Context cx) {
            if (state == State.FINISHED) {
                throw Failures.finished(this);
            }
            if (waker == null) {
                throw new IllegalStateException(
                        "emit was polled while its generator was not: await it inside the generator itself,"
                                + " neither in a task of its own nor after the generator's end; a channel takes values from everywhere");
            }
            if (state == State.TAKEN) {
                state = State.FINISHED;
                return null;
            }
            if (slot == null) {
                slot = this;
            }
            if (cx.waker() != waker) {
                waiting.add(cx.waker());
            }
            return Poll.PENDING;
        }

        @Override
        public void drop() {
            state = State.FINISHED;
            if (slot == this) {
                slot = null;
                Failures.throwIfAny(wakeAll());
            }
        }

        @Override
        public String toString() {
            return "emit";
        }
    }
}
