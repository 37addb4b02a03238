package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Polled;
import dev.pollux.future.Rendezvous;
import dev.pollux.sync.Semaphore.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SemaphoreTest {

    private static Polled<Permit> acquire(Semaphore semaphore, long count) throws Exception {
        return Polled.of(semaphore.acquireMany(count)).assertPending();
    }

    @Test
    @Behaviour({"SEM-01", "SEM-02", "SBA-07", "SEO-01"})
    void tryAcquire_empty_fails() {
        var semaphore = new Semaphore(0);

        assertThat(semaphore.tryAcquire()).isNull();
        assertThat(semaphore).hasToString("Semaphore[0 free]");
    }

    @Test
    @Behaviour({"SEM-02", "SBA-03", "SEO-02"})
    void tryAcquire_untilEmpty_succeedsAsOftenAsThereArePermits() {
        var semaphore = new Semaphore(1);
        Permit permit = semaphore.tryAcquire();

        assertThat(semaphore.tryAcquire()).isNull();
        permit.close();

        assertThat(semaphore.tryAcquire()).isNotNull();
    }

    @Test
    @Behaviour({"SEM-03", "LSB-02", "SBA-05", "SEO-03"})
    void acquire_empty_waitsForARelease() throws Exception {
        var semaphore = new Semaphore(1);
        Permit held = semaphore.tryAcquire();
        var waiting = acquire(semaphore, 1);

        held.close();

        assertThat(waiting.wakes()).isEqualTo(1);
        waiting.assertReady().close();
        assertThat(semaphore.availablePermits()).isEqualTo(1);
    }

    @Test
    @Behaviour({"SEM-04", "SBA-09", "SEO-05"})
    void addPermits_wakesWhoWaits() throws Exception {
        var semaphore = new Semaphore(0);
        var waiting = acquire(semaphore, 1);

        semaphore.addPermits(1);

        assertThat(waiting.wakes()).isEqualTo(1);
        assertThat(waiting.assertReady().count()).isEqualTo(1);
    }

    @Test
    @Behaviour({"LSB-06", "SBA-06", "SBA-08", "SEO-04"})
    void acquire_manyAtTheHead_holdsUpFewBehindIt() throws Exception {
        var semaphore = new Semaphore(2);
        var many = acquire(semaphore, 3);
        var one = acquire(semaphore, 1);
        assertThat(semaphore.tryAcquire()).isNull();

        semaphore.addPermits(1);

        assertThat(many.wakes()).isEqualTo(1);
        assertThat(one.wakes()).isZero();
        many.assertReady().close();
        assertThat(one.wakes()).isEqualTo(1);
        one.assertReady();
    }

    @Test
    @Behaviour({"LSB-05", "SBA-15"})
    void drop_waiting_leavesTheLineToTheNext() throws Exception {
        var semaphore = new Semaphore(1);
        var many = acquire(semaphore, 2);
        var one = acquire(semaphore, 1);

        many.drop();

        assertThat(one.wakes()).isEqualTo(1);
        assertThat(many.wakes()).isZero();
        one.assertReady();
        many.assertFails();
    }

    @Test
    @Behaviour({"LSB-05", "SBA-16"})
    void drop_granted_passesThePermitOn() throws Exception {
        var semaphore = new Semaphore(0);
        var first = acquire(semaphore, 1);
        var second = acquire(semaphore, 1);
        semaphore.addPermits(1);

        first.drop();

        assertThat(second.wakes()).isEqualTo(1);
        second.assertReady();
        assertThat(semaphore.availablePermits()).isZero();
    }

    @Test
    void drop_freshFinishedOrTwice_changesNothing() throws Exception {
        var semaphore = new Semaphore(1);
        var fresh = Polled.of(semaphore.acquire());
        fresh.drop();
        var finished = Polled.of(semaphore.acquire());
        Permit permit = finished.assertReady();

        finished.drop();
        finished.drop();

        assertThat(semaphore.availablePermits()).isZero();
        assertThat(finished.assertFails()).isInstanceOf(IllegalStateException.class);
        permit.close();
        assertThat(semaphore.availablePermits()).isEqualTo(1);
    }

    @Test
    @Behaviour({"LSB-03", "SBA-12", "SBA-13", "SBA-14"})
    void close_refusesThoseInLineAndLaterOnes() throws Exception {
        var semaphore = new Semaphore(1);
        Permit held = semaphore.tryAcquire();
        var waiting = acquire(semaphore, 1);
        var dropped = acquire(semaphore, 1);

        semaphore.close();
        semaphore.close();
        dropped.drop();

        assertThat(waiting.wakes()).isEqualTo(1);
        assertThat(waiting.assertFails()).isInstanceOf(ClosedException.class);
        assertThat(Polled.of(semaphore.acquire()).assertFails()).isInstanceOf(ClosedException.class);
        assertThatThrownBy(semaphore::tryAcquire).isInstanceOf(ClosedException.class);
        held.close();
        assertThat(semaphore.availablePermits()).isEqualTo(1);
        assertThat(semaphore).hasToString("Semaphore[1 free, closed]");
    }

    @Test
    void acquire_secondPoll_wakesTheLatestWaker() throws Exception {
        var semaphore = new Semaphore(0);
        var future = semaphore.acquire();
        var earlier = Polled.of(future).assertPending();
        var later = Polled.of(future).assertPending();

        semaphore.addPermits(1);

        assertThat(earlier.wakes()).isZero();
        assertThat(later.wakes()).isEqualTo(1);
        assertThat(semaphore).hasToString("Semaphore[0 free]");
        assertThat(future).hasToString("acquire of 1 of Semaphore[0 free]");
    }

    @Test
    @Behaviour({"SEM-19", "SEM-21", "SEM-22", "SEM-23", "SBA-01", "SBA-02"})
    void blockingAcquire_permitsThere_takesThem() throws Exception {
        var semaphore = new Semaphore(3);

        assertThat(semaphore.blockingAcquire().count()).isEqualTo(1);
        assertThat(semaphore.blockingAcquireMany(2).count()).isEqualTo(2);
    }

    @Test
    @Timeout(60)
    @Behaviour("SEM-20")
    void blockingAcquire_empty_waitsForARelease() throws Exception {
        var semaphore = new Semaphore(0);
        var taken = CompletableFuture.supplyAsync(() -> uninterrupted(semaphore));

        semaphore.addPermits(1);

        assertThat(taken.get().count()).isEqualTo(1);
    }

    private static Permit uninterrupted(Semaphore semaphore) {
        try {
            return semaphore.blockingAcquire();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Behaviour("SEM-24")
    void blockingAcquire_closed_fails() {
        var semaphore = new Semaphore(1);
        semaphore.close();

        assertThatThrownBy(semaphore::blockingAcquire).isInstanceOf(ClosedException.class);
    }

    @Test
    void blockingAcquire_interrupted_takesNothing() {
        var semaphore = new Semaphore(0);
        Thread.currentThread().interrupt();

        assertThatThrownBy(semaphore::blockingAcquire).isInstanceOf(InterruptedException.class);

        semaphore.addPermits(1);
        assertThat(semaphore.availablePermits()).isEqualTo(1);
    }

    @Test
    @Timeout(60)
    @Behaviour({"LSB-01", "LSB-07", "LSB-08", "SEM-13", "SEO-10"})
    void acquire_twoThreadsRacing_neverMakesMorePermitsThanThereAre() throws Exception {
        var semaphore = new Semaphore(1);
        var inside = new AtomicInteger();
        var crowds = new AtomicInteger();
        Rendezvous.Action side = () -> {
            try (Permit permit = semaphore.blockingAcquire()) {
                if (inside.addAndGet((int) permit.count()) > 1) {
                    crowds.incrementAndGet();
                }
                inside.decrementAndGet();
            }
        };

        Rendezvous.run(2_000, () -> {}, () -> {}, side, side, side);

        assertThat(crowds).hasValue(0);
        assertThat(semaphore.availablePermits()).isEqualTo(1);
    }

    @Test
    @Timeout(60)
    @Behaviour("LSB-04")
    void close_twoThreadsRacing_refusesEveryWaiterOnce() throws Exception {
        List<Polled<Permit>> waiting = new ArrayList<>();
        Semaphore[] semaphore = new Semaphore[1];
        Rendezvous.run(
                2_000,
                () -> {
                    semaphore[0] = new Semaphore(0);
                    waiting.clear();
                    waiting.add(acquire(semaphore[0], 1));
                },
                () -> {
                    assertThat(waiting.get(0).wakes()).isEqualTo(1);
                    assertThat(waiting.get(0).assertFails()).isInstanceOf(ClosedException.class);
                },
                () -> semaphore[0].close(),
                () -> semaphore[0].close());
    }

    @Test
    void acquireMany_none_isReadyEvenWhenEmpty() {
        assertThatCode(() ->
                        Polled.of(new Semaphore(0).acquireMany(0)).assertReady().close())
                .doesNotThrowAnyException();
    }
}
