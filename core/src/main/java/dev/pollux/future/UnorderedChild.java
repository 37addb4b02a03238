package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/** A member of a {@link FuturesUnordered}: its future, and its places among the other members. */
final class UnorderedChild<T extends @Nullable Object> extends ReadyChild {

    @Nullable Future<? extends T> future; // null once finished or dropped

    @Nullable UnorderedChild<T> before;

    @Nullable UnorderedChild<T> after;

    UnorderedChild(Future<? extends T> future, ReadyQueue<?> queue) {
        super(queue);
        this.future = future;
    }
}
