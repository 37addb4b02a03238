package dev.pollux.future;

import static dev.pollux.future.Futures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RemoteHandleTest {

    private final List<String> log = new ArrayList<>();
    private final Probe<String> source = Probe.named("source", log);
    private final RemoteHandle<String> handle = remoteHandle(source);
    private final Polled<String> result = Polled.of(handle);
    private final Polled<Void> driver = Polled.of(handle.driver());

    @Test
    void driver_finished_wakesTheHandleWhichHasTheValue() throws Exception {
        result.assertPending();
        assertThat(source.polls).isZero();
        driver.assertPending();
        source.complete("x");
        assertThat(result.wakes()).isZero();

        assertThat(driver.assertReady()).isNull();

        assertThat(result.wakes()).isEqualTo(1);
        assertThat(result.assertReady()).isEqualTo("x");
        assertThatThrownBy(result::poll).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(driver::poll).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void driver_failing_givesTheVeryFailureToTheHandleAndSaysNothing() throws Exception {
        var failure = new IOException("planned");
        source.fail(failure);

        assertThat(driver.assertReady()).isNull();

        assertThat(result.assertFails()).isSameAs(failure);
    }

    @Test
    void handle_dropped_wakesTheDriverWhichDropsTheSource() throws Exception {
        driver.assertPending();
        result.assertPending();

        handle.drop();

        assertThat(driver.wakes()).isEqualTo(1);
        assertThat(source.drops).isZero();
        assertThat(driver.assertReady()).isNull();
        assertThat(source.drops).isEqualTo(1);
        assertThat(source.polls).isEqualTo(1);
    }

    @Test
    void handle_droppedBeforeTheDriverStarts_keepsTheSourceFromBeingPolled() throws Exception {
        handle.drop();

        driver.assertReady();

        assertThat(log).containsExactly("drop source");
    }

    @Test
    void handle_droppedAndTheDropOfTheSourceFails_theDriverTells() throws Exception {
        var failure = new IOException("while dropping");
        source.failingToDrop(failure);
        handle.drop();

        assertThat(driver.assertFails()).isSameAs(failure);
    }

    @Test
    void handle_forgotten_theDriverRunsOn() throws Exception {
        driver.assertPending();
        handle.forget();
        assertThat(driver.wakes()).isZero();
        source.complete("x");

        assertThat(driver.assertReady()).isNull();

        assertThat(source.drops).isZero();
        assertThatThrownBy(result::poll).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void handle_forgotten_aFailureIsThrownFromTheDriver() throws Exception {
        var failure = new IOException("planned");
        driver.assertPending();
        handle.forget();
        source.fail(failure);

        assertThat(driver.assertFails()).isSameAs(failure);
    }

    @Test
    void handle_droppedAfterTheEnd_wakesNobody() throws Exception {
        driver.assertPending();
        source.complete("x");
        driver.assertReady();
        int before = driver.wakes();

        handle.drop();

        assertThat(driver.wakes()).isEqualTo(before);
        assertThat(source.drops).isZero();
    }

    @Test
    void driver_dropped_failsTheHandleAndDropsTheSource() throws Exception {
        result.assertPending();
        driver.assertPending().drop();

        assertThat(result.wakes()).isEqualTo(1);
        assertThat(source.drops).isEqualTo(1);
        assertThat(result.assertFails()).isInstanceOf(AbortedException.class).hasMessageContaining("driver");
    }

    @Test
    void driver_wakerOfTheHandleThrows_isReportedAndHurtsNeither() throws Exception {
        var defect = new IllegalStateException("bad waker");
        handle.poll(Context.of(() -> {
            throw defect;
        }));
        source.complete("x");

        assertThat(Reported.during(
                        () -> assertThat(catchThrowable(driver::assertReady)).isNull()))
                .containsExactly(defect);

        assertThat(result.assertReady()).isEqualTo("x");
    }

    @Test
    void handle_droppedAndTheWakerOfTheDriverThrows_isReportedAndTheDriverStillEnds() throws Exception {
        var defect = new IllegalStateException("bad waker");
        handle.driver().poll(Context.of(() -> {
            throw defect;
        }));

        assertThat(Reported.during(handle::drop)).containsExactly(defect);

        driver.assertReady();
        assertThat(source.drops).isEqualTo(1);
    }

    @Test
    void driver_dropped_throwsWhatTheDropOfTheSourceThrew() {
        var ofDrop = new IOException("while dropping");
        source.failingToDrop(ofDrop);

        assertThatThrownBy(driver::drop).isSameAs(ofDrop);

        assertThat(result.assertFails()).isInstanceOf(AbortedException.class);
    }

    @Test
    @Timeout(60)
    void driverAndHandle_inTwoThreads_meetInEveryOrder() throws Exception {
        var round = new Object() {
            RemoteHandle<String> both;
            Polled<String> task;
            Poll<String> seen;
        };
        Rendezvous.run(
                2_000,
                () -> {
                    round.both = remoteHandle(ready("x"));
                    round.task = Polled.of(round.both);
                },
                () -> {
                    if (!round.seen.isReady()) {
                        assertThat(round.task.wakes()).isEqualTo(1);
                        assertThat(round.task.assertReady()).isEqualTo("x");
                    }
                },
                () -> round.seen = round.task.poll(),
                () -> round.both.driver().poll(Context.of(Waker.noop())));
    }

    @Test
    @Timeout(60)
    void dropOfTheHandle_racingWithThePollOfTheDriver_isSeenOrWakes() throws Exception {
        var round = new Object() {
            RemoteHandle<String> both;
            Polled<Void> task;
            boolean finished;
        };
        Rendezvous.run(
                2_000,
                () -> {
                    round.both = remoteHandle(pending());
                    round.task = Polled.of(round.both.driver());
                },
                () -> assertThat(round.finished || round.task.wakes() == 1).isTrue(),
                () -> round.finished = round.task.poll().isReady(),
                () -> round.both.drop());
    }

    @Test
    void toString_tellsWhatItIs() {
        assertThat(AwaitTree.of(handle).toString()).isEqualTo("remote handle\n  driver\n    source\n");
        assertThatThrownBy(() -> remoteHandle(null)).hasMessage("future");
    }
}
