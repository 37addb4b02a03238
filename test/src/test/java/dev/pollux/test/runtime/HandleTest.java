package dev.pollux.test.runtime;

import static dev.pollux.Pollux.blockInPlace;
import static dev.pollux.Pollux.lazy;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.EnterGuard;
import dev.pollux.runtime.Handle;
import dev.pollux.test.Behaviour;
import dev.pollux.test.Flavour;
import dev.pollux.test.Polled;
import dev.pollux.test.PolluxTest;
import dev.pollux.test.TestRuntime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for handles, and for runtimes that are entered. */
class HandleTest {

    private final AsyncRuntime one = AsyncRuntime.currentThread().build();
    private final AsyncRuntime two = AsyncRuntime.currentThread().build();

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    @Test
    @Behaviour("RTN-01")
    @SuppressWarnings("try")
    void enter_nested_isAStack() {
        try (EnterGuard outer = one.enter()) {
            try (EnterGuard inner = two.enter()) {
                assertThat(Handle.current()).isSameAs(two.handle());
            }
            assertThat(Handle.current()).isSameAs(one.handle());
        }
        assertThatThrownBy(Handle::current).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Behaviour({"RTN-02", "RTN-04"})
    void enter_leftInTheWrongOrder_isRefused_andMayBeRepeated() {
        EnterGuard outer = one.enter();
        EnterGuard inner = two.enter();

        assertThatThrownBy(outer::close).hasMessageContaining("reverse order");
        inner.close();
        outer.close();

        enter_nested_isAStack();
    }

    @Test
    @Behaviour("RTN-03")
    void enter_leftInTheWrongOrder_ofOneRuntime_isRefused() {
        EnterGuard outer = one.enter();
        EnterGuard inner = one.enter();

        assertThatThrownBy(outer::close).hasMessageContaining("reverse order");
        inner.close();
        outer.close();
    }

    @PolluxTest(flavour = Flavour.BOTH)
    void current_isTheRuntimeOfRootsTasksAndJobs(TestRuntime test) throws Exception {
        Handle own = test.runtime().handle();

        assertThat(test.run(lazy(Handle::current))).isSameAs(own);
        assertThat(test.run(spawn(lazy(Handle::current)))).isSameAs(own);
        assertThat(test.run(spawnBlocking(Handle::current))).isSameAs(own);
    }

    @Test
    void current_withoutARuntime_saysHowToGetOne() {
        assertThatThrownBy(Handle::current)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Pollux.run");
    }

    /** A handle is what tells runtimes apart. */
    @PolluxTest(flavour = Flavour.BOTH)
    @Behaviour({"RTN-06", "RTN-07", "RTT-30", "RTT-31"})
    void handle_isTheSameForARuntime_andAnotherForAnother(TestRuntime test) throws Exception {
        Handle handle = test.runtime().handle();

        assertThat(test.runtime().handle()).isSameAs(handle);
        assertThat(test.<Handle>run(() -> {
                    yieldNow().await();
                    return Handle.current();
                }))
                .isSameAs(handle);
        assertThat(one.handle()).isNotEqualTo(two.handle());
    }

    @PolluxTest(flavour = Flavour.MULTI_THREAD)
    @Behaviour("t:task_yield_now-02")
    void yieldNow_polledByAForeignExecutorInBlockInPlace_works(TestRuntime test) throws Exception {
        test.run(() -> {
            yieldNow().await();
            blockInPlace(() -> {
                var polled = Polled.of(yieldNow());
                polled.assertPending().assertWoken();
                return polled.assertReady();
            });
        });
    }
}
