package dev.pollux.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.Draining;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DrainsTest {

    private static final int MANY = 1_000;

    private final Drains drains = new Drains();
    private final AtomicInteger comparisons = new AtomicInteger();
    private final AtomicInteger wakes = new AtomicInteger();
    private final Context context = Context.of(Waker.of(wakes::incrementAndGet));

    /** One that ends when it is told to, and counts what is done to it. */
    private final class Server implements Draining, Future<@Nullable Void> {
        private final String name;
        private @Nullable Waker waker;
        private boolean over;
        private int asks;
        private int polls;

        Server(String name) {
            this.name = name;
        }

        void end() {
            over = true;
            waker.wake();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Future<?> drain() {
            asks++;
            return this;
        }

        @Override
        public Poll<@Nullable Void> poll(Context cx) {
            polls++;
            waker = cx.waker();
            return over ? Poll.ready(null) : Poll.pending();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            comparisons.incrementAndGet();
            return this == other;
        }

        @Override
        public int hashCode() {
            return 0; // as bad as can be: then a set has to compare
        }
    }

    private List<Server> register(int count) {
        List<Server> servers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Server server = new Server("server " + i);
            drains.add(server);
            servers.add(server);
        }
        return servers;
    }

    @Test
    void drainAll_ofMany_looksAtEachOnceAndAgainWhenItWasWoken() throws Exception {
        List<Server> servers = register(MANY);
        Future<@Nullable Void> all = drains.drainAll();
        assertThat(all.poll(context).isReady()).isFalse();

        for (Server server : servers.subList(0, MANY - 1)) {
            server.end();
            assertThat(all.poll(context).isReady()).isFalse();
        }
        servers.get(MANY - 1).end();

        assertThat(all.poll(context).isReady()).isTrue();
        assertThat(servers).allSatisfy(server -> {
            assertThat(server.asks).isEqualTo(1);
            assertThat(server.polls).isEqualTo(2);
        });
        assertThat(comparisons).hasValueLessThan(MANY);
        assertThat(drains.isEmpty()).isTrue();
        assertThat(wakes).hasValue(MANY);
    }

    @Test
    void drainAll_twice_asksAgainAndNamesWhatIsLeftInOrder() throws Exception {
        List<Server> servers = register(3);
        Future<@Nullable Void> first = drains.drainAll();
        first.poll(context);
        servers.get(1).end();
        first.poll(context);
        first.drop();

        Future<@Nullable Void> second = drains.drainAll();
        second.poll(context);

        assertThat(drains.names()).containsExactly("server 0", "server 2");
        assertThat(servers).extracting(server -> server.asks).containsExactly(2, 1, 2);
    }

    @Test
    void add_whileOthersDrain_isAskedAtTheNextPoll() throws Exception {
        Server first = register(1).get(0);
        Future<@Nullable Void> all = drains.drainAll();
        all.poll(context);
        Server second = register(1).get(0);

        first.end();

        assertThat(all.poll(context).isReady()).isFalse();
        assertThat(second.asks).isEqualTo(1);
        second.end();
        assertThat(all.poll(context).isReady()).isTrue();
    }
}
