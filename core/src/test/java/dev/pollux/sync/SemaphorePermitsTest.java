package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.sync.Semaphore.Permit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many permits there are: counted, divided, added, forgotten and returned. */
class SemaphorePermitsTest {

    private static final long MAX = Semaphore.MAX_PERMITS;

    @Test
    @Behaviour({"SEM-05", "SBA-18"})
    void addPermits_open_countsExactly() {
        for (long size : new long[] {0, 1, 10, 1000}) {
            for (long added : new long[] {0, 1, 10, 1000}) {
                var semaphore = new Semaphore(size);
                semaphore.addPermits(added);
                assertThat(semaphore.availablePermits()).isEqualTo(size + added);
            }
        }
    }

    @Test
    @Behaviour("SEM-06")
    void addPermits_closed_countsExactlyAndStaysClosed() {
        for (long size : new long[] {0, 1, 10, 1000}) {
            for (long added : new long[] {0, 1, 10, 1000}) {
                var semaphore = new Semaphore(size);
                semaphore.close();
                semaphore.addPermits(added);
                assertThat(semaphore.availablePermits()).isEqualTo(size + added);
                assertThat(semaphore.isClosed()).isTrue();
            }
        }
    }

    @Test
    @Behaviour({"SEM-07", "SEO-06"})
    void forget_takesThePermitOutOfExistence() {
        var semaphore = new Semaphore(1);
        Permit permit = semaphore.tryAcquire();

        permit.forget();

        assertThat(semaphore.availablePermits()).isZero();
        assertThatThrownBy(permit::close).isInstanceOf(ReleasedException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Behaviour({"SEM-08", "SEM-09", "SBA-17"})
    void forgetPermits_moreThanFree_takesWhatIsFree(boolean closed) {
        var semaphore = new Semaphore(10);
        if (closed) {
            semaphore.close();
        }

        assertThat(semaphore.forgetPermits(3)).isEqualTo(3);
        assertThat(semaphore.forgetPermits(10)).isEqualTo(7);
        assertThat(semaphore.forgetPermits(1)).isZero();
        assertThat(semaphore.isClosed()).isEqualTo(closed);
    }

    @Test
    @Behaviour({"SEM-10", "SEO-07"})
    void merge_permitsOfTheSameSemaphore_addsThem() {
        var semaphore = new Semaphore(3);
        Permit two = semaphore.tryAcquireMany(2);
        Permit one = semaphore.tryAcquire();

        two.merge(one);

        assertThat(two.count()).isEqualTo(3);
        assertThat(one).hasToString("Permit[returned]");
        two.close();
        assertThat(semaphore.availablePermits()).isEqualTo(3);
    }

    @Test
    @Behaviour({"SEM-11", "t:sync_panic-13", "t:sync_panic-14", "SEO-08"})
    void merge_unrelatedPermits_throws() {
        Permit one = new Semaphore(1).tryAcquire();
        Permit other = new Semaphore(1).tryAcquire();

        assertThatThrownBy(() -> one.merge(other)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> one.merge(one)).isInstanceOf(IllegalArgumentException.class);
        assertThat(one.count()).isEqualTo(1);
    }

    @Test
    @Behaviour({"SEM-12", "SEO-09", "SBA-04"})
    void split_dividesAndRefusesTooMany() {
        var semaphore = new Semaphore(5);
        Permit permit = semaphore.tryAcquireMany(5);

        Permit part = permit.split(2);

        assertThat(part.count()).isEqualTo(2);
        assertThat(permit.count()).isEqualTo(3);
        assertThat(permit.split(4)).isNull();
        assertThat(permit.split(0).count()).isZero();
        part.close();
        assertThat(semaphore.availablePermits()).isEqualTo(2);
    }

    @Test
    @Behaviour({"SEM-14", "SEM-18", "SBA-10"})
    void permits_theMost_areAccepted() {
        assertThat(new Semaphore(MAX).availablePermits()).isEqualTo(MAX);
        var added = new Semaphore(0);
        added.addPermits(MAX);
        assertThat(added.availablePermits()).isEqualTo(MAX);
    }

    @Test
    @Behaviour({"SEM-15", "SEM-16", "SEM-17", "SBA-11"})
    void permits_moreThanTheMost_areRefused() {
        assertThatThrownBy(() -> new Semaphore(MAX + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Semaphore(0).addPermits(MAX + 1)).isInstanceOf(IllegalArgumentException.class);
        var one = new Semaphore(1);
        assertThatThrownBy(() -> one.addPermits(MAX)).hasMessageContaining("makes more than");
        assertThat(one.availablePermits()).isEqualTo(1);
    }

    @Test
    void counts_negative_areRefused() {
        var semaphore = new Semaphore(1);

        assertThatThrownBy(() -> new Semaphore(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> semaphore.acquireMany(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> semaphore.addPermits(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> semaphore.forgetPermits(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> semaphore.tryAcquire().split(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void permit_returnedTwice_isTold() {
        var semaphore = new Semaphore(1);
        Permit permit = semaphore.tryAcquire();
        permit.close();

        assertThatThrownBy(permit::close).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(permit::count).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(() -> permit.split(0)).isInstanceOf(ReleasedException.class);
        assertThat(semaphore.availablePermits()).isEqualTo(1);
    }
}
