package dev.pollux.future;

import dev.pollux.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A member of a {@link FuturesUnordered}: its future, its waker, and its places in the two lists of the set. */
final class UnorderedChild<T extends @Nullable Object> implements Waker {

    /*
     * Who may touch what
     * ------------------
     *
     *     field                read and written by
     *     queued               anyone, by exchange
     *     nextReady            whoever set `queued` until the child is pushed; from then on the consumer of the queue
     *     all others           the owner of the set
     *
     * `queued`
     * --------
     * True from the wake that queues the child until the poll that the wake asked for. Further wakes in between find it true
     * and have nothing left to do. It is cleared before that poll, so a wake during the poll queues the child again. A child
     * that has finished or was dropped keeps it set for good: late wakes end here.
     *
     * Both sides exchange, even where they know the answer: so a wake that finds it true, and whatever happened before that
     * wake, comes before the poll that clears it.
     */

    private static final VarHandle QUEUED = Handles.field(MethodHandles.lookup(), "queued", boolean.class);

    private final ReadyQueue<T> queue;

    @Nullable Future<? extends T> future; // null once finished or dropped

    @Nullable UnorderedChild<T> before;

    @Nullable UnorderedChild<T> after;

    @Nullable UnorderedChild<T> nextReady;

    private @Nullable Context context;

    @SuppressWarnings("unused") // by QUEUED
    private volatile boolean queued;

    UnorderedChild(Future<? extends T> future, ReadyQueue<T> queue) {
        this.future = future;
        this.queue = queue;
    }

    @Override
    public void wake() {
        if (!(boolean) QUEUED.getAndSet(this, true)) {
            queue.add(this);
        }
    }

    /** Lets wakes queue this child again; called before its poll. */
    void acceptWakes() {
        QUEUED.getAndSet(this, false);
    }

    /** Ignores all wakes from now on, and lets go of the future. */
    void retire() {
        QUEUED.getAndSet(this, true);
        future = null;
        context = null;
    }

    /** Returns the context of the set with this child's own waker in it. */
    Context contextWithin(Context outer) {
        Context own = context;
        if (own == null || !own.differsOnlyInWaker(outer)) {
            own = outer.withWaker(this);
            context = own;
        }
        return own;
    }
}
