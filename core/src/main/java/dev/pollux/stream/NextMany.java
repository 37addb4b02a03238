package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.GuardedFuture;
import dev.pollux.future.Poll;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** See {@link StreamMap#nextMany}. */
final class NextMany<K, T> extends GuardedFuture<Integer> {

    private final StreamMap<K, T> map;
    private final Collection<? super Map.Entry<K, T>> buffer;
    private final int limit;

    NextMany(StreamMap<K, T> map, Collection<? super Map.Entry<K, T>> buffer, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit is " + limit + " but must not be negative");
        }
        this.map = map;
        this.buffer = buffer;
        this.limit = limit;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Poll<Integer> answer = map.pollNextMany(cx, buffer, limit);
        return answer.isReady() ? answer.get() : Poll.PENDING;
    }

    @Override
    protected @Nullable Throwable release() {
        return null;
    }

    @Override
    protected List<? extends Future<?>> children() {
        return map.awaiting();
    }

    @Override
    public String toString() {
        return "next of " + map;
    }
}
