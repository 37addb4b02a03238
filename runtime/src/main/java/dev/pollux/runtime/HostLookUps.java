package dev.pollux.runtime;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.GuardedFuture;
import dev.pollux.future.Poll;
import dev.pollux.future.Shared;
import dev.pollux.runtime.spi.Resolver;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Asks a resolver, and makes equal questions under way one. */
final class HostLookUps {

    /*
     * A question is found by its host from when it is asked until it is answered or given up. The map holds it weakly, so it lives as
     * long as somebody waits; whoever finds one that was given up puts another in its place.
     */

    private final Resolver resolver;
    private final ConcurrentHashMap<String, Shared.Weak<List<InetAddress>>> underWay = new ConcurrentHashMap<>();

    HostLookUps(Resolver resolver) {
        this.resolver = resolver;
    }

    Future<List<InetAddress>> lookUp(String host) {
        while (true) {
            Shared.Weak<List<InetAddress>> seen = underWay.get(host);
            Shared<List<InetAddress>> running = seen == null ? null : seen.upgrade();
            if (running != null) {
                return running;
            }
            Shared<List<InetAddress>> asked = ask(host, seen);
            if (asked != null) {
                return asked;
            }
        }
    }

    /** Asks, unless somebody else has. */
    private @Nullable Shared<List<InetAddress>> ask(String host, Shared.@Nullable Weak<List<InetAddress>> inPlaceOf) {
        Question question = new Question(host);
        Shared<List<InetAddress>> shared = question.shared();
        Shared.Weak<List<InetAddress>> entry = shared.downgrade();
        question.entry = entry;
        boolean entered = inPlaceOf == null
                ? underWay.putIfAbsent(host, entry) == null
                : underWay.replace(host, inPlaceOf, entry);
        if (entered) {
            return shared;
        }
        shared.drop();
        return null;
    }

    /** One question, which takes itself out of the map at its end. */
    private final class Question extends GuardedFuture<List<InetAddress>> {

        private final String host;
        private Shared.@Nullable Weak<List<InetAddress>> entry;
        private @Nullable Future<List<InetAddress>> answer; // null until asked, and once answered

        Question(String host) {
            this.host = host;
        }

        @Override
        protected @Nullable Object step(Context cx) throws Exception {
            Future<List<InetAddress>> polled = answer == null ? resolver.resolve(host) : answer;
            answer = null;
            Object raw = polled.pollRaw(cx);
            if (raw == Poll.PENDING) {
                answer = polled;
                return raw;
            }
            leave();
            return raw;
        }

        @Override
        protected @Nullable Throwable release() {
            leave();
            Future<List<InetAddress>> unanswered = answer;
            answer = null;
            return unanswered == null ? null : Failures.ofDropping(unanswered);
        }

        private void leave() {
            Shared.Weak<List<InetAddress>> mine = entry;
            if (mine != null) {
                underWay.remove(host, mine);
            }
        }

        @Override
        protected List<? extends Future<?>> children() {
            Future<List<InetAddress>> seen = answer;
            return seen == null ? List.of() : List.of(seen);
        }

        @Override
        public String toString() {
            return "look-up of " + host;
        }
    }
}
