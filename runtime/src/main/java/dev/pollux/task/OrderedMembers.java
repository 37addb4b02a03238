package dev.pollux.task;

import dev.pollux.future.Resource;
import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.WakeBatch;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives out members in the order in which they came. Only the first one's end wakes. */
final class OrderedMembers<T extends @Nullable Object> extends Members<@Nullable Void, T> {

    private final ArrayDeque<Member<@Nullable Void, T>> queue = new ArrayDeque<>();
    private @Nullable Waker waker; // the handle of the first member has it, too

    @Override
    Member<@Nullable Void, T> add(@Nullable Void key, JoinHandle<? extends T> handle) {
        Member<@Nullable Void, T> member = new Member<>(null, handle);
        queue.add(member);
        return member;
    }

    @Override
    @Nullable Member<@Nullable Void, T> pollEnded(Waker consumer) {
        Member<@Nullable Void, T> head = queue.peek();
        boolean ended = head != null && head.handle.pollFinished(consumer);
        waker = ended ? null : consumer;
        return ended ? queue.poll() : null;
    }

    /** Leaves alone whoever waits: the handle keeps the waker of the last {@link #pollEnded}. */
    @Override
    @Nullable Member<@Nullable Void, T> tryEnded() {
        Member<@Nullable Void, T> head = queue.peek();
        return head != null && head.handle.isFinished() ? queue.poll() : null;
    }

    @Override
    void forgetWaker() {
        Member<@Nullable Void, T> head = queue.peek();
        if (waker != null && head != null) {
            head.handle.pollFinished(Waker.noop());
        }
        waker = null;
    }

    @Override
    int size() {
        return queue.size();
    }

    @Override
    List<Member<@Nullable Void, T>> toList() {
        return List.copyOf(queue);
    }

    @Override
    List<Member<@Nullable Void, T>> removeAll() {
        List<Member<@Nullable Void, T>> all = toList();
        queue.clear();
        Waker woken = waker;
        waker = null;
        WakeBatch.wake(woken);
        return all;
    }

    @Override
    @Nullable Resource nextEnd() {
        Member<@Nullable Void, T> head = queue.peek();
        return head == null ? null : head.handle.waitingFor();
    }
}
