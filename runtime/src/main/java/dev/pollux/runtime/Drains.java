package dev.pollux.runtime;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.spi.Defects;
import dev.pollux.runtime.spi.Draining;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What asked for time to finish. */
final class Drains {

    private final Set<Draining> registered = ConcurrentHashMap.newKeySet();

    AutoCloseable add(Draining draining) {
        registered.add(draining);
        return () -> registered.remove(draining);
    }

    boolean isEmpty() {
        return registered.isEmpty();
    }

    /** Returns the names of those that have not finished. */
    List<String> names() {
        return registered.stream().map(Drains::nameOf).toList();
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

    /** One that was asked. */
    private record Asked(Draining draining, Future<?> drain) {}

    private final class All implements Future<@Nullable Void> {

        private final List<Draining> known = new ArrayList<>();
        private final List<Asked> open = new ArrayList<>();

        @Override
        public Poll<@Nullable Void> poll(Context cx) {
            do {
                askNew();
                open.removeIf(asked -> isOver(asked, cx));
            } while (!known.containsAll(registered));
            return open.isEmpty() ? Poll.ready(null) : Poll.pending();
        }

        private void askNew() {
            for (Draining draining : registered) {
                if (known.contains(draining)) {
                    continue;
                }
                known.add(draining);
                try {
                    open.add(new Asked(draining, draining.drain()));
                } catch (Throwable t) { // one that fails is undrained, and hurts no other
                    Defects.report(t);
                }
            }
        }

        private boolean isOver(Asked asked, Context cx) {
            try {
                boolean over = asked.drain().poll(cx).isReady();
                if (over) {
                    registered.remove(asked.draining());
                }
                return over;
            } catch (Throwable t) {
                Defects.report(t);
                return true;
            }
        }

        @Override
        public void drop() {
            for (Asked asked : open) {
                try {
                    asked.drain().drop();
                } catch (Throwable t) {
                    Defects.report(t);
                }
            }
            open.clear();
        }

        @Override
        public String toString() {
            return "draining of " + names();
        }
    }
}
