package dev.pollux.future;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a computation that something else drives. Made by {@link Futures#remoteHandle}.
 *
 * <pre>{@code
 * RemoteHandle<Report> report = remoteHandle(compile(figures));
 * executor.submit(report.driver());
 * show(report.await());
 * }</pre>
 *
 * <p>The two halves may live in different threads, on different executors. The handle yields the value or the very failure, of
 * which the driver then says nothing. Dropping the handle ends the computation: the driver is woken, drops it, and waits for its
 * clean-up. {@link #forget} lets it run on. If the driver is dropped the handle fails with an {@link AbortedException}.
 *
 * @param <T> the type of the value
 * @origin futures-rs RemoteHandle (0.3). Differs: the driver is asked from the handle; a failure that no handle waits for any more is
 *     thrown from the driver; a dropped driver is a failure, not a panic.
 */
public final class RemoteHandle<T extends @Nullable Object> extends GuardedFuture<T> {

    private final Driver<T> driver;

    RemoteHandle(Future<T> source) {
        this.driver = new Driver<>(source);
    }

    /**
     * Returns the half that runs the computation: give it to an executor.
     *
     * @return always the same future, to be polled by one party
     */
    public Future<@Nullable Void> driver() {
        return driver;
    }

    /**
     * Drops this handle, and lets the computation run on. Its value is given up. A failure is thrown from the driver, unless the
     * computation has come to its end already.
     *
     * @throws IllegalStateException if called from inside this handle's own poll
     */
    public void forget() {
        driver.interest = Interest.FORGOTTEN;
        drop();
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        driver.handle.register(cx.waker());
        Outcome<T> seen = driver.outcome;
        return seen == null ? Poll.PENDING : seen.get();
    }

    @Override
    protected @Nullable Throwable release() {
        driver.handle.take();
        if (driver.interest == Interest.FORGOTTEN || driver.outcome != null) {
            return null;
        }
        driver.interest = Interest.CANCELLED;
        Failures.wake(driver.waker.take());
        return null;
    }

    @Override
    protected List<? extends Future<?>> children() {
        return driver.outcome == null ? List.of(driver) : List.of();
    }

    @Override
    public String toString() {
        return "remote handle";
    }

    private enum Interest {
        WAITING,
        FORGOTTEN,
        CANCELLED
    }

    /** The other half. */
    private static final class Driver<T extends @Nullable Object> extends AdapterFuture<@Nullable Void> {

        /*
         * Two words, each with a cell for who waits for it: `outcome`, set by the driver, for which `handle` waits; and `interest`,
         * set by the handle, for which `waker` waits. Who sets wakes afterwards, and who waits registers before it looks; so
         * no wake-up is lost (see AtomicWaker).
         */

        final AtomicWaker handle = new AtomicWaker();
        final AtomicWaker waker = new AtomicWaker();
        volatile @Nullable Outcome<T> outcome; // written by the driver; read by the handle
        volatile Interest interest = Interest.WAITING; // written by the handle; read by the driver

        Driver(Future<T> source) {
            super(source);
        }

        @Override
        protected @Nullable Object step(Context cx) throws Exception {
            waker.register(cx.waker());
            if (interest == Interest.CANCELLED) {
                return end(cx, dropping -> {
                    Failures.throwIfAny(dropping);
                    return null;
                });
            }
            Outcome<T> result = outcomeOfSource(cx);
            if (result == null) {
                return Poll.PENDING;
            }
            if (interest != Interest.WAITING) {
                result.get(); // of a failure nobody else would hear
            }
            answer(result);
            return null;
        }

        private void answer(Outcome<T> result) {
            waker.take();
            outcome = result;
            Failures.wake(handle.take());
        }

        @Override
        protected @Nullable Throwable release() {
            Throwable failure = super.release();
            if (outcome == null) {
                var gone = new AbortedException("the driver of this handle was dropped before it came to an end");
                answer(new Outcome.Failed<>(gone));
            }
            return failure;
        }

        @Override
        public String toString() {
            return "driver";
        }
    }
}
