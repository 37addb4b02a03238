package dev.pollux.runtime;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.FuturesUnordered;
import dev.pollux.future.Poll;
import dev.pollux.internal.Defects;
import dev.pollux.runtime.spi.Draining;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** What asked for time to finish. */
final class Drains {

    /*
     * There may be very many, so nothing is done to all of them more than once: each has a number, and who has asked some remembers
     * only where to go on; and once asked, each is polled when it was woken.
     */

    private final ConcurrentNavigableMap<Long, Draining> registered = new ConcurrentSkipListMap<>();
    private long last; // guarded by this

    /** Under a lock: who has seen a number has seen all before it. */
    synchronized AutoCloseable add(Draining draining) {
        long number = ++last;
        registered.put(number, draining);
        return () -> registered.remove(number);
    }

    boolean isEmpty() {
        return registered.isEmpty();
    }

    /** Returns the names of those that have not finished. */
    List<String> names() {
        return registered.values().stream().map(Drains::nameOf).toList();
    }

    private static String nameOf(Draining draining) {
        try {
            return draining.name();
        } catch (RuntimeException e) { // foreign code
            return draining.getClass().getName();
        }
    }

    /** Returns a future that lets all of them drain, also those that are added meanwhile. */
    Future<@Nullable Void> drainAll() {
        return new All();
    }

    private final class All implements Future<@Nullable Void> {

        private final FuturesUnordered<@Nullable Void> open = new FuturesUnordered<>();
        private long asked; // the number of the last one

        @Override
        public Poll<@Nullable Void> poll(Context cx) throws Exception {
            askNew();
            while (!open.isEmpty()) {
                if (!open.next().poll(cx).isReady()) {
                    return Poll.pending();
                }
                askNew();
            }
            return Poll.ready(null);
        }

        private void askNew() {
            registered.tailMap(asked, false).forEach((number, draining) -> {
                asked = number;
                try {
                    open.push(new Drain(number, draining.drain()));
                } catch (Throwable t) { // one that fails is undrained, and hurts no other
                    Defects.report(t);
                }
            });
        }

        @Override
        public void drop() {
            open.drop();
        }

        @Override
        public String toString() {
            return "draining of " + names();
        }
    }

    /** One that was asked. It never fails: what it throws is reported, and it stays among those that have not finished. */
    private final class Drain implements Future<@Nullable Void> {

        private final long number;
        private final Future<?> drain;

        Drain(long number, Future<?> drain) {
            this.number = number;
            this.drain = drain;
        }

        @Override
        public Poll<@Nullable Void> poll(Context cx) {
            try {
                if (!drain.poll(cx).isReady()) {
                    return Poll.pending();
                }
                registered.remove(number);
            } catch (Throwable t) {
                Defects.report(t);
            }
            return Poll.ready(null);
        }

        @Override
        public void drop() {
            try {
                drain.drop();
            } catch (Throwable t) {
                Defects.report(t);
            }
        }
    }
}
