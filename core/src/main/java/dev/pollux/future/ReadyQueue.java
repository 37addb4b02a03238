package dev.pollux.future;

import dev.pollux.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The woken members of a {@link FuturesUnordered}, first woken first: any thread adds, one consumer takes. */
final class ReadyQueue<T extends @Nullable Object> {

    /*
     * A stack for the producers, a list for the consumer
     * --------------------------------------------------
     *
     *      add ──► top ─► c ─► b ─► a          collect: exchange top by null, turn the chain round,
     *              (latest first)                       append it to the batch
     *
     *      takeFirst ◄── first ─► x ─► y ◄─ last
     *                    (the batch, oldest first)
     *
     * Both chains run through `nextReady` of the children, so adding allocates nothing. A child is in at most one of them,
     * once: its `queued` flag sees to that. Producers only ever put on top, and the consumer takes all there is, so the
     * classic danger of such stacks, a top that left and came back between a read and an exchange, does no harm: what is
     * linked below a new top is whatever was the top at the moment of the exchange.
     *
     * Why no wake-up is lost
     * ----------------------
     * A producer pushes, then wakes the consumer. The consumer registers its waker, then exchanges the stack. If the push
     * precedes that exchange, the child is in the batch. If it follows, the producer's wake follows the registration, and the
     * consumer's task is woken. A pass over the batch therefore need not look at the stack again.
     *
     * Memory order
     * ------------
     * The exchange of `top` in add releases the child's link; the one in collect acquires it. The batch is the consumer's own
     * and plain.
     */

    private static final VarHandle TOP = Handles.field(MethodHandles.lookup(), "top", UnorderedChild.class);

    private final AtomicWaker consumer = new AtomicWaker();

    private volatile @Nullable UnorderedChild<T> top; // written through TOP; read by add
    private @Nullable UnorderedChild<T> first;
    private @Nullable UnorderedChild<T> last;

    // ---------------------------------------------------------------- any thread

    /** Adds a child that is in no queue, and wakes the consumer. */
    void add(UnorderedChild<T> child) {
        UnorderedChild<T> seen;
        do {
            seen = top;
            child.nextReady = seen;
        } while (!TOP.compareAndSet(this, seen, child));
        consumer.wake();
    }

    // ---------------------------------------------------------------- the consumer

    /** Starts a pass: moves all that was added so far to the batch. What is added later wakes {@code waker}. */
    @SuppressWarnings("unchecked") // TOP holds UnorderedChild<T>
    void collect(Waker waker) {
        consumer.register(waker);
        UnorderedChild<T> newest = (UnorderedChild<T>) TOP.getAndSet(this, null);
        if (newest == null) {
            return;
        }
        UnorderedChild<T> oldest = reverse(newest);
        if (last == null) {
            first = oldest;
        } else {
            last.nextReady = oldest;
        }
        last = newest;
    }

    private static <T extends @Nullable Object> UnorderedChild<T> reverse(UnorderedChild<T> newest) {
        UnorderedChild<T> head = newest;
        UnorderedChild<T> rest = newest.nextReady;
        newest.nextReady = null;
        while (rest != null) {
            UnorderedChild<T> next = rest.nextReady;
            rest.nextReady = head;
            head = rest;
            rest = next;
        }
        return head;
    }

    /** Takes the first child of the batch; {@code null} ends the pass. */
    @Nullable UnorderedChild<T> takeFirst() {
        UnorderedChild<T> taken = first;
        if (taken != null) {
            first = taken.nextReady;
            taken.nextReady = null;
            if (first == null) {
                last = null;
            }
        }
        return taken;
    }

    /** Forgets the consumer's waker and returns it, if there is one. */
    @Nullable Waker takeConsumer() {
        return consumer.take();
    }
}
