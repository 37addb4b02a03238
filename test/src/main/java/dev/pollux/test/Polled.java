package dev.pollux.test;

import dev.pollux.future.AwaitTree;
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

    /** A future that wakes itself more often than this without getting ready is taken to do so for ever. */
    private static final int MAX_POLLS = 1_000;

    private final Future<T> future;
    private final AtomicInteger wakes = new AtomicInteger();
    private final Context cx;
    private int wakesBeforePoll; // how many there were when the latest poll began
    private boolean polled;

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
        wakesBeforePoll = wakes.get();
        polled = true;
        cx.refill(); // as an executor does
        return future.poll(cx);
    }

    /**
     * Polls once, and again as long as the future was woken meanwhile, as an executor with nothing else to do would.
     *
     * @return the last answer
     * @throws Exception the failure of the future
     * @throws AssertionError if the future wakes itself for ever
     */
    public Poll<T> pollUntilIdle() throws Exception {
        for (int polls = 0; polls < MAX_POLLS; polls++) {
            Poll<T> answer = poll();
            if (answer.isReady() || !isWoken()) {
                return answer;
            }
        }
        throw new AssertionError(future + " woke itself in each of " + MAX_POLLS + " polls, and is not ready");
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
     * Polls once and expects the future to be ready with a value.
     *
     * @param expected compared by {@link Objects#equals}
     * @throws AssertionError if the value is another one, or the future is pending, or failed; the failure is then the cause
     */
    public void assertReady(@Nullable T expected) {
        T value = assertReady();
        if (!Objects.equals(value, expected)) {
            throw new AssertionError(
                    future + " was expected to be ready with " + expected + ", but is ready with " + value);
        }
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
            answer = poll();
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

    /**
     * Tells whether another poll is worth while: whether the future was never polled, or has asked for a poll since the latest one
     * began.
     *
     * @return {@code true} if an executor would poll it
     */
    public boolean isWoken() {
        return !polled || wakes.get() != wakesBeforePoll;
    }

    /**
     * Expects that another poll is worth while.
     *
     * @return this
     * @throws AssertionError if an executor would not poll the future
     * @see #isWoken
     */
    public Polled<T> assertWoken() {
        if (!isWoken()) {
            throw new AssertionError(
                    future + " was expected to be woken, but was not since its latest poll; it waits for\n" + awaits());
        }
        return this;
    }

    /**
     * Expects that no other poll is worth while.
     *
     * @return this
     * @throws AssertionError if an executor would poll the future
     * @see #isWoken
     */
    public Polled<T> assertNotWoken() {
        if (isWoken()) {
            throw new AssertionError(future
                    + (polled ? " was woken since its latest poll" : " was not polled yet, and starts as woken"));
        }
        return this;
    }

    /**
     * Reads what the future waits for.
     *
     * @return the tree with the future at its root
     */
    public AwaitTree awaits() {
        return AwaitTree.of(future);
    }

    /**
     * Drops the future.
     *
     * <p>Nobody finishes clean-up that awaits: such an await is asked once.
     */
    public void drop() {
        future.drop();
    }

    @Override
    public String toString() {
        return "Polled[" + future + ", wakes=" + wakes + "]";
    }

    private Poll<T> pollExpecting(String state) {
        try {
            return poll();
        } catch (Throwable failure) {
            throw new AssertionError(future + " was expected to be " + state + ", but failed with " + failure, failure);
        }
    }
}
