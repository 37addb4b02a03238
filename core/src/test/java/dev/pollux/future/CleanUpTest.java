package dev.pollux.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CleanUpTest {

    /** Finishes when the test says so, and takes two steps to be dropped. */
    private static final class Slow implements Future<String> {
        private final List<String> log;
        private final String name;
        private boolean goodbyeSaid;
        private boolean ready;

        Slow(String name, List<String> log) {
            this.name = name;
            this.log = log;
        }

        @Override
        public Poll<String> poll(Context cx) {
            return ready ? Poll.ready(name) : Poll.pending();
        }

        @Override
        public void drop() {
            if (!ready) {
                ready = true;
                CleanUp.leave(new Goodbye());
            }
        }

        private final class Goodbye implements Future<@Nullable Void> {
            @Override
            public Poll<@Nullable Void> poll(Context cx) throws Exception {
                if (!goodbyeSaid) {
                    return Poll.pending();
                }
                log.add(name + " cleaned up");
                return Poll.ready(null);
            }

            @Override
            public void drop() {
                if (!goodbyeSaid) {
                    log.add(name + " given up");
                }
            }
        }
    }

    private final List<String> log = new ArrayList<>();
    private final Slow slow = new Slow("slow", log);
    private final Context cx = Context.of(Waker.noop());

    private static CleanUp rest(Future<?> dropped, Context cx) {
        CleanUp rest = CleanUp.ofDropping(dropped, cx);
        assertThat(rest).isNotNull();
        return rest;
    }

    @Test
    void ofDropping_nothingLeft_returnsNull() {
        assertThat(CleanUp.ofDropping(Futures.pending(), cx)).isNull();
    }

    @Test
    void ofDropping_failureAndNothingLeft_isThrown() {
        Future<Void> broken = Probe.<Void>create().failingToDrop(new IllegalStateException("broken"));

        assertThatThrownBy(() -> CleanUp.ofDropping(broken, cx)).hasMessage("broken");
    }

    @Test
    void ofDropping_failureAndSomethingLeft_comesInTheEnd() {
        Future<?> both = Futures.join(slow, Probe.<Void>create().failingToDrop(new IllegalStateException("broken")));

        CleanUp rest = rest(both, cx);
        assertThat(rest.pollRaw(cx)).isSameAs(Poll.PENDING);
        slow.goodbyeSaid = true;

        assertThatThrownBy(() -> rest.pollRaw(cx)).hasMessage("broken");
        assertThat(log).containsExactly("slow cleaned up");
        assertThatThrownBy(() -> rest.pollRaw(cx)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void leave_withoutAnOwner_isGivenUp() {
        slow.drop();

        assertThat(log).containsExactly("slow given up");
    }

    @Test
    void drop_ofTheRest_givesItUpOnce() {
        CleanUp rest = rest(slow, cx);

        rest.drop();
        rest.drop();

        assertThat(log).containsExactly("slow given up");
    }

    @Test
    void poll_hostLosesPatience_givesUpAndTellsWhere() {
        boolean[] late = new boolean[1];
        Future<Void> limit = Futures.pollFn(c -> late[0] ? Poll.ready(null) : Poll.pending());
        Context limited = Context.of(Waker.noop(), new Host() {
            @Override
            public RandomGenerator random() {
                return ThreadLocalRandom.current();
            }

            @Override
            public Future<?> cleanUpLimit() {
                return limit;
            }
        });
        CleanUp rest = rest(slow, limited);
        assertThat(rest.pollRaw(limited)).isSameAs(Poll.PENDING);
        late[0] = true;

        assertThatThrownBy(() -> rest.pollRaw(limited))
                .isInstanceOf(CleanUpTimeoutException.class)
                .hasMessageContaining("Goodbye");
        assertThat(log).containsExactly("slow given up");
    }

    @Test
    void poll_dropInsideAPoll_isAdopted() throws Exception {
        List<CleanUp> adopted = new ArrayList<>();
        Future<String> dropper = Futures.pollFn(c -> {
            slow.drop();
            return Poll.ready("v");
        });

        assertThat(CleanUp.poll(dropper, cx, adopted::add)).isEqualTo("v");

        assertThat(adopted).singleElement().satisfies(rest -> {
            slow.goodbyeSaid = true;
            assertThat(rest.pollRaw(cx)).isNull();
        });
    }

    // ---------------------------------------------------------------- combinators own what their losers leave

    @Test
    void select_loserCleansUp_answersAfterwards() throws Exception {
        Future<String> select = Futures.select(Futures.when(slow, v -> "lost"), Futures.when(Futures.ready("v"), v -> {
                    log.add("handler");
                    return "won";
                }))
                .biased();

        assertThat(select.pollRaw(cx)).isSameAs(Poll.PENDING);
        assertThat(AwaitTree.of(select).toString()).contains("Goodbye");
        assertThat(select.pollRaw(cx)).isSameAs(Poll.PENDING);
        slow.goodbyeSaid = true;

        assertThat(select.pollRaw(cx)).isEqualTo("won");
        assertThat(log).containsExactly("slow cleaned up", "handler");
    }

    @Test
    void tryJoin_failsWhileAnotherCleansUp_throwsAfterwards() throws Exception {
        RuntimeException failure = new IllegalStateException("first");
        Future<?> both = Futures.tryJoin(slow, Futures.failed(failure));

        assertThat(both.pollRaw(cx)).isSameAs(Poll.PENDING);
        slow.goodbyeSaid = true;

        assertThatThrownBy(() -> both.pollRaw(cx)).isSameAs(failure);
        assertThat(log).containsExactly("slow cleaned up");
    }

    @Test
    void select_droppedWhileALoserCleansUp_leavesThatToItsOwner() throws Exception {
        Future<String> select = Futures.select(
                        Futures.when(slow, v -> "lost"), Futures.when(Futures.ready("v"), v -> "won"))
                .biased();
        assertThat(select.pollRaw(cx)).isSameAs(Poll.PENDING);

        CleanUp rest = rest(select, cx);
        slow.goodbyeSaid = true;

        assertThat(rest.pollRaw(cx)).isNull();
        assertThat(log).containsExactly("slow cleaned up");
    }

    @Test
    void selectOk_loserCleansUp_answersAfterwards() throws Exception {
        Future<String> first = Futures.selectOk(List.of(slow, Futures.ready("won")));

        assertThat(first.pollRaw(cx)).isSameAs(Poll.PENDING);
        slow.goodbyeSaid = true;

        assertThat(first.pollRaw(cx)).isEqualTo("won");
        assertThat(log).containsExactly("slow cleaned up");
    }

    @Test
    void abortable_abortedWhatItRanCleansUp_failsAfterwards() throws Exception {
        Abortable<?> abortable = Futures.abortable(slow);
        assertThat(abortable.pollRaw(cx)).isSameAs(Poll.PENDING);
        abortable.abort();

        assertThat(abortable.pollRaw(cx)).isSameAs(Poll.PENDING);
        slow.goodbyeSaid = true;

        assertThatThrownBy(() -> abortable.pollRaw(cx)).isInstanceOf(AbortedException.class);
        assertThat(log).containsExactly("slow cleaned up");
    }

    @Test
    void remoteHandle_droppedWhatItsDriverRanCleansUp_theDriverEndsAfterwards() throws Exception {
        RemoteHandle<?> handle = Futures.remoteHandle(slow);
        assertThat(handle.driver().pollRaw(cx)).isSameAs(Poll.PENDING);
        handle.drop();

        assertThat(handle.driver().pollRaw(cx)).isSameAs(Poll.PENDING);
        slow.goodbyeSaid = true;

        assertThat(handle.driver().pollRaw(cx)).isNull();
        assertThat(log).containsExactly("slow cleaned up");
    }

    @Test
    void shared_lastConsumerDropped_leavesTheCleanUpToItsOwner() throws Exception {
        Shared<String> shared = slow.shared();
        assertThat(shared.pollRaw(cx)).isSameAs(Poll.PENDING);

        CleanUp rest = rest(shared, cx);
        slow.goodbyeSaid = true;

        assertThat(rest.pollRaw(cx)).isNull();
        assertThat(log).containsExactly("slow cleaned up");
    }
}
