package dev.pollux.future;

import dev.pollux.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The woken children of a combinator, first woken first: any thread adds, one consumer takes.
 *
 * <p>For authors of combinators with many children, who poll only those that were woken. A poll {@linkplain #collect collects} once and
 * then takes children until one has an answer, or there are none:
 *
 * <pre>{@code
 * ready.collect(cx.waker());
 * for (Child child = ready.takeFirst(); child != null; child = ready.takeFirst()) {
 *     if (!child.isGone()) {
 *         Object raw = child.poll(child.startPoll(cx));
 *         ...
 *     }
 * }
 * return Poll.PENDING;
 * }</pre>
 *
 * @param <C> the type of the children
 */
public final class ReadyQueue<C extends ReadyChild> {

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

    private static final VarHandle TOP = Handles.field(MethodHandles.lookup(), "top", ReadyChild.class);

    private final AtomicWaker consumer = new AtomicWaker();

    private volatile @Nullable ReadyChild top; // written through TOP; read by add
    private @Nullable ReadyChild first;
    private @Nullable ReadyChild last;

    /** Creates a queue without children. */
    public ReadyQueue() {}

    // ---------------------------------------------------------------- any thread

    /** Adds a child that is in no queue, and wakes the consumer. */
    void add(ReadyChild child) {
        put(child);
        consumer.wake();
    }

    /** Adds a child that is in no queue. */
    void put(ReadyChild child) {
        ReadyChild seen;
        do {
            seen = top;
            child.nextReady = seen;
        } while (!TOP.compareAndSet(this, seen, child));
    }

    // ---------------------------------------------------------------- the consumer

    /**
     * Starts a pass: what was woken so far can be taken.
     *
     * @param waker is woken for what is woken later
     * @cost Linear in the number of children woken since the last call.
     */
    public void collect(Waker waker) {
        consumer.register(waker);
        ReadyChild newest = (ReadyChild) TOP.getAndSet(this, null);
        if (newest == null) {
            return;
        }
        ReadyChild oldest = reverse(newest);
        if (last == null) {
            first = oldest;
        } else {
            last.nextReady = oldest;
        }
        last = newest;
    }

    private static ReadyChild reverse(ReadyChild newest) {
        ReadyChild head = newest;
        ReadyChild rest = newest.nextReady;
        newest.nextReady = null;
        while (rest != null) {
            ReadyChild next = rest.nextReady;
            rest.nextReady = head;
            head = rest;
            rest = next;
        }
        return head;
    }

    /**
     * Takes a child to be polled.
     *
     * @return the one that was woken first; {@code null} if the pass is over. It may have {@linkplain ReadyChild#retire retired} since
     */
    @SuppressWarnings("unchecked") // whoever made the queue put its own children in
    public @Nullable C takeFirst() {
        ReadyChild taken = first;
        if (taken != null) {
            first = taken.nextReady;
            taken.nextReady = null;
            if (first == null) {
                last = null;
            }
        }
        return (C) taken;
    }

    /**
     * Forgets the waker of the latest pass: for a combinator that is dropped, or wants to wake its task itself.
     *
     * @return the waker; {@code null} if there is none, or it was woken
     */
    public @Nullable Waker takeConsumer() {
        return consumer.take();
    }
}
