package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Mapping;
import dev.pollux.future.Poll;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#buffered}. */
final class Buffered<S, T> extends InFlight<S, @Nullable Void, T> {

    /*
     * The futures run in a set, which yields them as they finish. Each of them has a place, which keeps what it came to until all
     * before it were yielded: `places` holds those under way and those that wait for their turn, in the order of the source.
     */
    private final Queue<Place> places = new ArrayDeque<>();

    Buffered(Stream<? extends S> source, int limit, Mapping<? super S, ? extends Future<? extends T>> start) {
        super(source, limit, start);
    }

    @Override
    void begin(Future<? extends T> future) {
        Place place = new Place(future);
        places.add(place);
        running.pushQuietly(place);
    }

    @Override
    int inFlight() {
        return places.size();
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Object last = fill(cx);
        Place head = places.peek();
        if (head == null) {
            return last;
        }
        while (head.isPending()) {
            if (running.pollNext(cx) == Poll.PENDING) {
                return Poll.PENDING;
            }
        }
        places.remove();
        return valueOrPending(head.take());
    }

    @Override
    protected @Nullable Throwable release() {
        places.clear();
        return super.release();
    }

    @Override
    public String toString() {
        return "buffered of " + inFlight();
    }
}
