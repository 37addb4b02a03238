package dev.pollux.future;

import dev.pollux.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A child of a combinator that polls only those of its children that were woken: the waker of the child, and its place in the
 * {@link ReadyQueue}.
 *
 * <p>For authors of combinators, who extend it by what the child is. All but {@link #wake} belongs to the task that polls the combinator.
 */
public abstract class ReadyChild implements Waker {

    /*
     * Who may touch what
     * ------------------
     *
     *     field                read and written by
     *     queued               anyone, by exchange
     *     nextReady            whoever set `queued` until the child is pushed; from then on the consumer of the queue
     *     all others           the owner of the combinator
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

    private final ReadyQueue<?> queue;

    @Nullable ReadyChild nextReady;

    private @Nullable Context context;

    @SuppressWarnings("unused") // by QUEUED
    private volatile boolean queued;

    /**
     * Creates a child that is not queued.
     *
     * @param queue where its wakes go
     */
    protected ReadyChild(ReadyQueue<?> queue) {
        this.queue = Objects.requireNonNull(queue, "queue");
    }

    /** Queues the child, and wakes whoever polls the combinator; if it is queued already, nothing is left to do. */
    @Override
    public final void wake() {
        if (!(boolean) QUEUED.getAndSet(this, true)) {
            queue.add(this);
        }
    }

    /**
     * Queues the child and wakes nobody: for a combinator that is being polled, and will collect before it answers that it is pending
     * or be polled again because it does not.
     */
    public final void queueQuietly() {
        if (!(boolean) QUEUED.getAndSet(this, true)) {
            queue.put(this);
        }
    }

    /**
     * Lets wakes queue this child again, and returns what to poll it with. To be called right before its poll.
     *
     * @param outer the context of the combinator
     * @return the same with this child as the waker
     */
    public final Context startPoll(Context outer) {
        QUEUED.getAndSet(this, false);
        Context own = context;
        if (own == null || !own.differsOnlyInWaker(outer)) {
            own = outer.withWaker(this);
            context = own;
        }
        return own;
    }

    /** Ignores all wakes from now on: the child has finished or was dropped. */
    public final void retire() {
        QUEUED.getAndSet(this, true);
        context = null;
    }
}
