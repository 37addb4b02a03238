package dev.pollux.runtime.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Waker;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Wakers that one thread makes and another one calls. */
class WakersOfOtherThreadsTest {

    private static Waker madeElsewhere(Supplier<Waker> maker) throws Exception {
        FutureTask<Waker> made = new FutureTask<>(maker::get);
        new Thread(made).start();
        return made.get();
    }

    @Test
    @Behaviour("f:futures-task/src/noop_waker-01")
    void noop_ofAnotherThread_isTheSameAndDoesNothing() throws Exception {
        Waker noop = madeElsewhere(Waker::noop);

        noop.wake();

        assertThat(noop).isSameAs(Waker.noop());
        assertThat(noop.willWake(Waker.noop())).isTrue();
    }

    @Test
    @Behaviour("f:futures-test/src/task/panic_waker-01")
    void wake_ofAWakerThatThrows_throwsToWhoeverWakes() throws Exception {
        Waker broken = madeElsewhere(() -> Waker.of(() -> {
            throw new IllegalStateException("no wake expected");
        }));

        assertThatThrownBy(broken::wake).hasMessage("no wake expected");
    }

    @Test
    @Behaviour({"f:task_arc_wake-01", "f:task_arc_wake-02"})
    void waker_thatIsShared_wakesTheSameFromEverywhere() throws Exception {
        AtomicInteger wakes = new AtomicInteger();
        Waker waker = madeElsewhere(() -> Waker.of(wakes::incrementAndGet));
        Waker same = waker;

        waker.wake();
        same.wake();

        assertThat(wakes).hasValue(2);
        assertThat(waker.willWake(same)).isTrue();
        assertThat(waker.willWake(Waker.of(wakes::incrementAndGet))).isFalse();
    }
}
