package dev.pollux.test;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A future that a test polls by hand, with a waker that counts.
 *
 * <pre>{@code
 * var receive = Polled.of(channel.receive());
 * receive.assertPending();
 *
 * channel.trySend("x");
 *
 * assertThat(receive.wakes()).isEqualTo(1);
 * assertThat(receive.assertReady()).isEqualTo("x");
 * }</pre>
 *
 * <p>Wakes may come from any thread; everything else belongs to the thread of the test.
 *
 * @param <T> the type of the value
 */
public final class Polled<T extends @Nullable Object> {

    private final Future<T> future;
    private final AtomicInteger wakes = new AtomicInteger();
    private final Context cx;

    private Polled(Future<T> future, @Nullable RandomGenerator random) {
        this.future = Objects.requireNonNull(future, "future");
        this.cx =
                random == null ? Context.of(wakes::incrementAndGet) : Context.of(wakes::incrementAndGet, () -> random);
    }

    /**
     * Wraps a future. Does not poll it.
     *
     * @param future the future under test
     * @param <T> the type of the value
     * @return the wrapper
     */
    public static <T extends @Nullable Object> Polled<T> of(Future<T> future) {
        return new Polled<>(future, null);
    }

    /**
     * Wraps a future whose fair choices shall be repeatable. Does not poll it.
     *
     * @param future the future under test
     * @param random a seeded generator
     * @param <T> the type of the value
     * @return the wrapper
     */
    public static <T extends @Nullable Object> Polled<T> of(Future<T> future, RandomGenerator random) {
        return new Polled<>(future, Objects.requireNonNull(random, "random"));
    }

    /**
     * Polls once.
     *
     * @return the answer
     * @throws Exception the failure of the future
     */
    public Poll<T> poll() throws Exception {
        return future.poll(cx);
    }

    /**
     * Polls once and expects the future to be pending.
     *
     * @return this
     * @throws AssertionError if it is ready, or failed; the failure is then the cause
     */
    public Polled<T> assertPending() {
        if (pollExpecting("pending") instanceof Poll.Ready<T> ready) {
            throw new AssertionError(future + " was expected to be pending, but is ready with " + ready.value());
        }
        return this;
    }

    /**
     * Polls once and expects the future to be ready.
     *
     * @return the value
     * @throws AssertionError if it is pending, or failed; the failure is then the cause
     */
    public T assertReady() {
        if (pollExpecting("ready") instanceof Poll.Ready<T> ready) {
            return ready.value();
        }
        throw new AssertionError(future + " was expected to be ready, but is pending");
    }

    /**
     * Polls once and expects the future to fail.
     *
     * @param type what the failure must be an instance of
     * @param <X> the type of the failure
     * @return the failure
     * @throws AssertionError if there is none, or another one; that is then the cause
     */
    public <X extends Throwable> X assertFailed(Class<X> type) {
        Poll<T> answer;
        try {
            answer = future.poll(cx);
        } catch (Throwable failure) {
            if (type.isInstance(failure)) {
                return type.cast(failure);
            }
            throw new AssertionError(
                    future + " was expected to fail with " + type.getName() + ", but failed with " + failure, failure);
        }
        throw new AssertionError(future + " was expected to fail with " + type.getName() + ", but is "
                + (answer.isReady() ? "ready with " + answer.get() : "pending"));
    }

    /**
     * Returns how often the future asked for a poll.
     *
     * @return the number of wakes so far
     */
    public int wakes() {
        return wakes.get();
    }

    /** Drops the future. */
    public void drop() {
        future.drop();
    }

    @Override
    public String toString() {
        return "Polled[" + future + ", wakes=" + wakes + "]";
    }

    private Poll<T> pollExpecting(String state) {
        try {
            return future.poll(cx);
        } catch (Throwable failure) {
            throw new AssertionError(future + " was expected to be " + state + ", but failed with " + failure, failure);
        }
    }
}
