package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * A future that any thread can end from outside. Made by {@link Futures#abortable}.
 *
 * <pre>{@code
 * Abortable<Page> page = abortable(fetch(url));
 * onEscape(page::abort);
 * show(page.await());                            // throws an AbortedException after an abort
 * }</pre>
 *
 * <p>This needs no task. A whole task is ended by its own handle; several things at once, and by consent, by a cancellation token.
 *
 * @param <T> the type of the value
 * @origin futures-rs Abortable and AbortHandle (0.3). Differs: one object is both; who is to abort only is given {@code
 *     page::abort}.
 */
public final class Abortable<T extends @Nullable Object> extends AdapterFuture<T> {

    /*
     * abort() sets the flag and then wakes; a poll registers its waker and then looks at the flag (see AtomicWaker). The first look,
     * before the source is polled, is a shortcut that also keeps an aborted source from being polled at all.
     */

    private final AtomicWaker waker = new AtomicWaker();
    private volatile boolean aborted; // written by any thread; read by polls

    Abortable(Future<T> source) {
        super(source);
    }

    /**
     * Ends the future: its next poll drops what it runs, waits for the clean-up of that, and throws an {@link AbortedException}. A
     * value or failure that was there before stays. Any thread may call this, at any time, and again.
     *
     * @wakeup The task that waits for this future is woken.
     * @memory What happened before this call is visible to whoever sees the exception.
     */
    public void abort() {
        aborted = true;
        Failures.wake(waker.take());
    }

    /**
     * Tells whether {@link #abort} was called, whatever came of it.
     *
     * @return {@code true} once it was
     */
    public boolean isAborted() {
        return aborted;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        throwIfAborted();
        Object raw = pollSource(cx);
        if (raw == Poll.PENDING) {
            waker.register(cx.waker());
            throwIfAborted();
        } else {
            waker.take(); // an abort that comes now is to wake nobody
        }
        return raw;
    }

    private void throwIfAborted() {
        if (aborted) {
            throw new AbortedException(this + " was aborted");
        }
    }

    @Override
    protected @Nullable Throwable release() {
        waker.take();
        return super.release();
    }

    @Override
    public String toString() {
        return "abortable";
    }
}
