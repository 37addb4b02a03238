package dev.pollux.future;

import static dev.pollux.future.Futures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AbortableTest {

    private final List<String> log = new ArrayList<>();
    private final Probe<String> source = Probe.named("source", log);
    private final Abortable<String> abortable = abortable(source);
    private final Polled<String> polled = Polled.of(abortable);

    @Test
    @Behaviour("FAB-01")
    void abort_beforeThePoll_failsWithoutPollingTheSource() {
        abortable.abort();

        assertThat(polled.assertFails())
                .isInstanceOf(AbortedException.class)
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("abortable");
        assertThat(log).containsExactly("drop source");
        assertThat(abortable.isAborted()).isTrue();
    }

    @Test
    @Behaviour("FAB-02")
    void abort_whileWaiting_wakesAndDropsTheSourceInTheNextPoll() throws Exception {
        polled.assertPending();
        assertThat(abortable.isAborted()).isFalse();

        abortable.abort();

        assertThat(polled.wakes()).isEqualTo(1);
        assertThat(source.drops).isZero();
        assertThat(polled.assertFails()).isInstanceOf(AbortedException.class);
        assertThat(source.drops).isEqualTo(1);
    }

    @Test
    @Behaviour("FAB-03")
    void abort_afterTheEnd_changesNothing() throws Exception {
        polled.assertPending();
        source.complete("x");
        assertThat(polled.assertReady()).isEqualTo("x");

        abortable.abort();

        assertThat(polled.wakes()).isEqualTo(1);
        assertThat(source.drops).isZero();
    }

    @Test
    void abort_duringThePollThatFindsTheValue_theValueWins() throws Exception {
        source.complete("x");
        source.doing(abortable::abort);

        assertThat(polled.assertReady()).isEqualTo("x");
    }

    @Test
    void abort_duringAPollThatIsPending_isSeenByThatPoll() {
        source.doing(abortable::abort);

        assertThat(polled.assertFails()).isInstanceOf(AbortedException.class);
        assertThat(source.drops).isEqualTo(1);
    }

    @Test
    void sourceFails_throwsTheVeryFailure() {
        var failure = new IOException("planned");
        source.fail(failure);

        assertThat(polled.assertFails()).isSameAs(failure);
    }

    @Test
    void abort_wakerThrows_isReportedAndTheAbortStands() throws Exception {
        var defect = new IllegalStateException("bad waker");
        abortable.poll(Context.of(() -> {
            throw defect;
        }));

        assertThat(Reported.during(abortable::abort)).containsExactly(defect);

        assertThat(polled.assertFails()).isInstanceOf(AbortedException.class);
    }

    @Test
    void abort_dropOfTheSourceFails_isSuppressed() {
        var failure = new IOException("while dropping");
        source.failingToDrop(failure);
        abortable.abort();

        assertThat(polled.assertFails().getSuppressed()).containsExactly(failure);
    }

    @Test
    void drop_whileWaiting_dropsTheSourceAndLaterAbortsReachNobody() throws Exception {
        polled.assertPending().drop();

        abortable.abort();

        assertThat(source.drops).isEqualTo(1);
        assertThat(polled.wakes()).isZero();
        assertThatThrownBy(polled::poll).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Timeout(60)
    void abort_racingWithAPoll_isSeenOrWakes() throws Exception {
        var round = new Object() {
            Abortable<String> future;
            Polled<String> task;
            boolean failed;
        };
        Rendezvous.run(
                2_000,
                () -> {
                    round.future = abortable(pending());
                    round.task = Polled.of(round.future);
                    round.failed = false;
                },
                () -> assertThat(round.failed || round.task.wakes() > 0).isTrue(),
                () -> {
                    try {
                        round.task.poll();
                    } catch (AbortedException e) {
                        round.failed = true;
                    }
                },
                () -> round.future.abort());
    }

    @Test
    void toString_tellsWhatItIs() {
        assertThat(AwaitTree.of(abortable).toString()).isEqualTo("abortable\n  source\n");
        assertThatThrownBy(() -> abortable(null)).hasMessage("future");
    }
}
