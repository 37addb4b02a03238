package dev.pollux.future;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of several consumers of a computation that runs once. Made by {@link Future#shared}.
 *
 * <pre>{@code
 * Shared<Config> config = load().shared();
 * spawn(serve(config.share()));
 * spawn(watch(config.share()));
 * show(config.await());
 * }</pre>
 *
 * <p>A consumer is a future like any other: it has one awaiter, and belongs to one task at a time. {@link #share} makes further
 * ones, also after this one has finished. All get the very same value, or the very same failure.
 *
 * <p>Nobody drives the computation but its consumers: it moves when one of them is polled, on the task of that one, and the others
 * need not be polled for it to go on. It is dropped together with the last consumer that had not finished. A consumer that was
 * made and forgotten counts until it is dropped.
 *
 * @param <T> the type of the value, which should be immutable or safe for use by several threads
 * @origin futures-rs Shared (0.3). Differs: values are shared, not cloned; of the consumers that a wake of the computation wakes,
 *     only one polls it; a failure does not poison, it is the result; {@link #share} works after the end.
 */
public final class Shared<T extends @Nullable Object> extends GuardedFuture<T> {

    private final SharedComputation<T> computation;
    private final AtomicWaker waker = new AtomicWaker();

    Shared(SharedComputation<T> computation) {
        this.computation = computation;
    }

    static <T extends @Nullable Object> Shared<T> first(Future<T> future) {
        return Objects.requireNonNull(new SharedComputation<>(future).join());
    }

    /**
     * A way back to a computation that does not keep it alive: for caches. Made by {@link #downgrade}.
     *
     * @param <T> the type of the value
     */
    public static final class Weak<T extends @Nullable Object> {

        private final WeakReference<SharedComputation<T>> computation;

        private Weak(SharedComputation<T> computation) {
            this.computation = new WeakReference<>(computation);
        }

        /**
         * Makes another consumer. Any thread may ask.
         *
         * @return the consumer; {@code null} if the computation was dropped, or if nobody has a consumer any more and the garbage
         *     collector took the result
         */
        public @Nullable Shared<T> upgrade() {
            SharedComputation<T> reached = computation.get();
            return reached == null ? null : reached.join();
        }

        @Override
        public String toString() {
            return "weak shared";
        }
    }

    /**
     * Makes another consumer. Any thread may ask, also after this consumer has finished or was dropped.
     *
     * @return a future of the same value
     * @throws IllegalStateException if all consumers were dropped, and with them the computation
     * @cancel Takes nothing from the other consumers. The last one that had not finished drops the computation, and is as safe as that.
     * @wakeup With each wake of the computation all consumers that wait are woken. The first to be polled drives it; the others wait on.
     *     At its end they are woken once more.
     * @memory What the computation did is visible to every consumer that yields its value.
     * @cost Two objects. A wake of the computation costs one wake for each consumer that waits.
     */
    public Shared<T> share() {
        Shared<T> another = computation.join();
        if (another == null) {
            throw new IllegalStateException("all consumers of " + this
                    + " were dropped, and with them the computation; call share() before dropping the last one");
        }
        return another;
    }

    /**
     * Makes a reference that keeps neither the computation from being dropped nor its result from being collected.
     *
     * @return the reference, for any thread
     */
    public Weak<T> downgrade() {
        return new Weak<>(computation);
    }

    /**
     * Looks whether there is a value, without polling. Any thread may ask.
     *
     * @return the value, or {@link Poll#pending()}
     * @throws Exception the failure, if the computation failed
     */
    public Poll<T> peek() throws Exception {
        Outcome<T> seen = computation.outcome();
        return seen == null ? Poll.pending() : Poll.ready(seen.get());
    }

    /**
     * Tells whether another consumer shares the same computation.
     *
     * @param other any consumer
     * @return {@code true} if the two yield the same value
     */
    public boolean sharesWith(Shared<?> other) {
        return computation == other.computation;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Object raw = computation.poll(this, cx);
        if (raw != Poll.PENDING) {
            waker.take();
        }
        return raw;
    }

    @Override
    protected @Nullable Throwable release() {
        waker.take();
        return computation.leave(this);
    }

    void listen(Waker task) {
        waker.register(task);
    }

    void wake() {
        Failures.wake(waker.take());
    }

    @Override
    protected List<? extends Future<?>> children() {
        return computation.running();
    }

    @Override
    public String toString() {
        return "shared";
    }
}
