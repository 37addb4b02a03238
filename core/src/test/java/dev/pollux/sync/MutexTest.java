package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Polled;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import dev.pollux.future.Waker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutexTest {

    private final Mutex<Integer> mutex = new Mutex<>(100);

    @Test
    @Behaviour({"MTX-01", "f:lock_mutex-01", "t:sync_mutex_owned-01"})
    void lock_free_isReadyAtOnceAndKeepsWhatWasSet() throws Exception {
        try (var guard = Polled.of(mutex.lock()).assertReady()) {
            assertThat(guard.get()).isEqualTo(100);
            guard.set(99);
        }

        try (var guard = Polled.of(mutex.lock()).assertReady()) {
            assertThat(guard.get()).isEqualTo(99);
        }
    }

    @Test
    @Behaviour({"MTX-02", "f:lock_mutex-02", "t:sync_mutex_owned-02"})
    void lock_held_isGrantedToTheNextWhenItIsReleased() throws Exception {
        var first = Polled.of(mutex.lock()).assertReady();
        var second = Polled.of(mutex.lock()).assertPending();

        first.close();

        assertThat(second.wakes()).isEqualTo(1);
        second.assertReady().close();
        assertThat(mutex.isLocked()).isFalse();
    }

    @Test
    void lock_several_areGrantedInTheOrderOfTheirFirstPolls() throws Exception {
        var holder = Polled.of(mutex.lock()).assertReady();
        var first = Polled.of(mutex.lock()).assertPending();
        var second = Polled.of(mutex.lock()).assertPending();

        holder.close();

        assertThat(second.wakes()).isZero();
        second.assertPending();
        first.assertReady().close();
        assertThat(second.wakes()).isEqualTo(1);
        second.assertReady();
    }

    @Test
    void tryLock_betweenReleaseAndThePollOfWhoWasGranted_fails() throws Exception {
        var holder = Polled.of(mutex.lock()).assertReady();
        var waiter = Polled.of(mutex.lock()).assertPending();
        holder.close();

        assertThat(mutex.tryLock()).isNull();
        Polled.of(mutex.lock()).assertPending();

        waiter.assertReady();
    }

    @Test
    @Behaviour({"MTX-04", "t:sync_mutex_owned-04"})
    void drop_ofAWaiter_leavesNoClaim() throws Exception {
        var holder = Polled.of(mutex.lock()).assertReady();
        var waiter = Polled.of(mutex.lock()).assertPending();
        waiter.drop();

        holder.close();

        assertThat(waiter.wakes()).isZero();
        assertThat(mutex.isLocked()).isFalse();
    }

    @Test
    void drop_ofAWaiterThatWasGranted_passesTheLockOn() throws Exception {
        var holder = Polled.of(mutex.lock()).assertReady();
        var granted = Polled.of(mutex.lock()).assertPending();
        var next = Polled.of(mutex.lock()).assertPending();
        holder.close();

        granted.drop();

        assertThat(next.wakes()).isEqualTo(1);
        next.assertReady();
    }

    @Test
    void poll_withAnotherWaker_replacesTheFirst() throws Exception {
        var holder = Polled.of(mutex.lock()).assertReady();
        List<String> woken = new ArrayList<>();
        var lock = mutex.lock();
        lock.poll(Context.of(() -> woken.add("first")));
        lock.poll(Context.of(() -> woken.add("second")));

        holder.close();

        assertThat(woken).containsExactly("second");
    }

    @Test
    void poll_afterTheGuardWasGiven_isMisuse() throws Exception {
        var lock = Polled.of(mutex.lock());
        lock.assertReady();

        assertThat(lock.assertFails()).isInstanceOf(IllegalStateException.class).hasMessageContaining("lock of Mutex");
    }

    @Test
    @Behaviour({"MTX-05", "t:sync_mutex_owned-05"})
    void tryLock_heldOrFree_tellsByItsResult() {
        var guard = mutex.tryLock();
        assertThat(guard).isNotNull();
        assertThat(mutex.tryLock()).isNull();

        guard.close();

        assertThat(mutex.tryLock()).isNotNull();
    }

    @Test
    void guard_usedAfterItsRelease_isRefused() {
        var guard = mutex.tryLock();
        guard.close();

        assertThatThrownBy(guard::close).isInstanceOf(ReleasedException.class).hasMessageContaining("released again");
        assertThatThrownBy(guard::get).isInstanceOf(ReleasedException.class).hasMessageContaining("read");
        assertThatThrownBy(() -> guard.set(1))
                .isInstanceOf(ReleasedException.class)
                .hasMessageContaining("written");
        assertThat(mutex.isLocked()).isFalse();
        assertThat(mutex.tryLock().get()).isEqualTo(100);
    }

    @Test
    void close_twiceWhileAnotherHoldsTheLock_doesNotUnlockForHim() throws Exception {
        var first = mutex.tryLock();
        first.close();
        var second = mutex.tryLock();

        assertThatThrownBy(first::close).isInstanceOf(ReleasedException.class);

        assertThat(mutex.isLocked()).isTrue();
        second.close();
    }

    @Test
    void map_toAPart_holdsTheLockUntilEitherIsClosed() {
        var names = new Mutex<>(List.of("a", "b"));
        var guard = names.tryLock();
        var part = guard.map(list -> list.get(1));

        assertThat(part.get()).isEqualTo("b");
        assertThat(names.isLocked()).isTrue();
        part.close();

        assertThat(names.isLocked()).isFalse();
        assertThatThrownBy(part::get).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(guard::get).isInstanceOf(ReleasedException.class);
    }

    @Test
    void map_toAPart_mayStandInATryStatementWithTheWhole() {
        try (var guard = mutex.tryLock();
                var part = guard.map(String::valueOf)) {
            assertThat(part.get()).isEqualTo("100");
        }

        assertThat(mutex.isLocked()).isFalse();
    }

    @Test
    void map_toNothing_leavesTheGuardAsItIs() {
        var guard = mutex.tryLock();

        assertThat(guard.<Object>map(value -> null)).isNull();

        assertThat(guard.get()).isEqualTo(100);
        guard.close();
        assertThatThrownBy(guard::close).isInstanceOf(ReleasedException.class);
    }

    @Test
    @Behaviour({"MTX-06", "MTX-07", "t:sync_mutex_owned-06", "f:futures-util/src/lock/mutex-01"})
    void toString_showsTheValueOrThatItIsLocked() {
        assertThat(mutex).hasToString("Mutex[100]");
        var guard = mutex.tryLock();
        assertThat(mutex).hasToString("Mutex[locked]");
        assertThat(guard).hasToString("Guard[100]");
        guard.close();
        assertThat(guard).hasToString("Guard[released]");
    }

    @Test
    void value_null_isLegal() {
        var nothing = new Mutex<String>(null);

        try (var guard = nothing.tryLock()) {
            assertThat(guard.get()).isNull();
            guard.set("something");
        }

        assertThat(nothing.tryLock().get()).isEqualTo("something");
    }

    @Test
    void release_wakerThatThrows_hurtsNobody() throws Exception {
        List<Throwable> reported = new ArrayList<>();
        Thread.currentThread().setUncaughtExceptionHandler((thread, defect) -> reported.add(defect));
        try {
            var holder = mutex.tryLock();
            var hostile = mutex.lock();
            hostile.poll(Context.of(() -> {
                throw new IllegalStateException("hostile");
            }));

            holder.close();

            assertThat(reported).singleElement().satisfies(t -> assertThat(t).hasMessage("hostile"));
            assertThat(hostile.poll(Context.of(Waker.noop())).isReady()).isTrue();
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(null);
        }
    }

    @Test
    void release_wakerThatTakesTheLockAtOnce_findsItInOrder() throws Exception {
        var holder = mutex.tryLock();
        List<Poll<?>> polls = new ArrayList<>();
        var lock = mutex.lock();
        lock.poll(Context.of(() -> polls.add(poll(lock))));

        holder.close();

        assertThat(polls)
                .singleElement()
                .satisfies(poll -> assertThat(poll.isReady()).isTrue());
        assertThat(mutex.isLocked()).isTrue();
    }

    private static Poll<?> poll(dev.pollux.future.Future<?> future) {
        try {
            return future.poll(Context.of(Waker.noop()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void holdings_tellWhichTaskHasTheLock() throws Exception {
        Context task = Context.of(Waker.noop());
        assertThat(mutex.holdings()).isEmpty();

        var guard = mutex.lock().poll(task.withWaker(Waker.noop())).get();

        assertThat(mutex.holdings()).isEqualTo(List.of(guard));
        assertThat(guard.holder()).isSameAs(task);
        assertThat(guard.holds()).isEqualTo(new Resource(mutex, "the lock of"));
        guard.close();
        assertThat(mutex.holdings()).isEmpty();
        assertThat(guard.holds()).isNull();
    }

    @Test
    void waitingFor_whileInLine_isTheLock() throws Exception {
        var guard = mutex.tryLock();
        var lock = mutex.lock();
        assertThat(((Waiting) lock).waitingFor()).isNull();

        lock.poll(Context.of(Waker.noop()));

        assertThat(((Waiting) lock).waitingFor()).isEqualTo(guard.holds());
        lock.drop();
        assertThat(((Waiting) lock).waitingFor()).isNull();
    }

    @Test
    void blockingLock_fromAPlainThread_locks() throws Exception {
        try (var guard = mutex.blockingLock()) {
            assertThat(guard.get()).isEqualTo(100);
        }
    }
}
