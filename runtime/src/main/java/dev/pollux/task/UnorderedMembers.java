package dev.pollux.task;

import dev.pollux.future.AtomicWaker;
import dev.pollux.future.Resource;
import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.WakeBatch;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Gives out members in the order in which they end. */
final class UnorderedMembers<K extends @Nullable Object, T extends @Nullable Object> extends Members<K, T> {

    /*
     * A set and a queue
     * -----------------
     * All members are in a set, in the order in which they came. Those that have ended are also in the queue: each member is the
     * waker of its own handle, and its wake puts it there. So joining one costs the same however many there are. A member that
     * was taken out while it stood in the queue stays there until its turn, and is passed by.
     *
     * The queue, and the cell of the consumer's waker, are shared with the threads that end tasks; the set is the owner's alone.
     *
     * Why no wake-up is lost
     * ----------------------
     * A member's end is seen once: either by `add`, which finds the task ended, or by the wake of the waker that it left there
     * (JoinHandle.pollFinished). Then the member is queued, and the consumer woken. The consumer registers its waker and looks
     * into the queue afterwards; the rest is AtomicWaker's promise.
     */

    private final Queue<Member<K, T>> ended = new ConcurrentLinkedQueue<>();
    private final AtomicWaker consumer = new AtomicWaker();
    private final Set<Member<K, T>> members = new LinkedHashSet<>();

    // ---------------------------------------------------------------- the owner

    @Override
    Member<K, T> add(K key, JoinHandle<? extends T> handle) {
        Watched<K, T> member = new Watched<>(this, key, handle);
        members.add(member);
        if (handle.pollFinished(member)) {
            member.wake();
        }
        return member;
    }

    @Override
    @Nullable Member<K, T> pollEnded(Waker waker) {
        Member<K, T> member = tryEnded();
        if (member != null) {
            return member;
        }
        consumer.register(waker);
        return tryEnded();
    }

    @Override
    @Nullable Member<K, T> tryEnded() {
        Member<K, T> member = ended.poll();
        while (member != null && !members.remove(member)) { // it was taken out before its turn
            member = ended.poll();
        }
        return member;
    }

    @Override
    void forgetWaker() {
        consumer.take();
    }

    /** Takes a member out before it is joined; returns whether it was still in. */
    boolean remove(Member<K, T> member) {
        return members.remove(member);
    }

    @Override
    int size() {
        return members.size();
    }

    @Override
    List<Member<K, T>> toList() {
        return List.copyOf(members);
    }

    @Override
    List<Member<K, T>> removeAll() {
        List<Member<K, T>> all = toList();
        members.clear();
        ended.clear();
        WakeBatch.wake(consumer.take());
        return all;
    }

    @Override
    @Nullable Resource nextEnd() {
        return ended.isEmpty() ? new Resource(this, "the next end among") : null;
    }

    /** A member, and the waker of its handle. */
    private static final class Watched<K extends @Nullable Object, T extends @Nullable Object> extends Member<K, T>
            implements Waker {

        private final UnorderedMembers<K, T> owner;

        Watched(UnorderedMembers<K, T> owner, K key, JoinHandle<? extends T> handle) {
            super(key, handle);
            this.owner = owner;
        }

        /** The task has ended. */
        @Override
        public void wake() {
            owner.ended.add(this);
            WakeBatch.wake(owner.consumer.take());
        }
    }
}
