package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.task.JoinHandle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often {@code blockOn} polls its future. */
@Timeout(60)
class RootPollsTest {

    private static final int ROUNDS = 300;

    /** Ready when enough signals have come, each of which wakes; counts its polls. */
    private static final class Signals implements Future<@Nullable Void> {
        private final int expected;
        private volatile int came; // written by one thread
        private volatile Waker waker = Waker.noop();
        private int polls;

        Signals(int expected) {
            this.expected = expected;
        }

        void signal() {
            int before = came;
            came = before + 1;
            waker.wake();
        }

        @Override
        public Poll<@Nullable Void> poll(Context cx) {
            polls++;
            waker = cx.waker();
            return came == expected ? Poll.ready(null) : Poll.pending();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("LCT-01")
    void root_wokenByAnotherThread_isPolledOnceMoreForEachWakeAtMost(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(1).build()) {
            for (int i = 0; i < ROUNDS; i++) {
                Signals signals = new Signals(2);
                Thread other = new Thread(() -> {
                    signals.signal();
                    signals.signal();
                });
                other.start();

                runtime.blockOn(signals);

                other.join();
                assertThat(signals.polls).isBetween(1, 3);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("LCT-02")
    void root_wokenTwiceWhileItIsPolled_isPolledOnceMore(RuntimeKind kind) throws Exception {
        int[] polls = new int[1];
        try (AsyncRuntime runtime = kind.builder(1).build()) {
            runtime.blockOn(cx -> {
                if (polls[0]++ > 0) {
                    return Poll.ready("done");
                }
                cx.waker().wake();
                cx.waker().wake();
                return Poll.pending();
            });
        }
        assertThat(polls[0]).isEqualTo(2);
    }

    @Test
    @Behaviour("LCT-02")
    void root_thatWaits_isNotPolledForTheSakeOfOthers() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            Signals signals = new Signals(1);
            JoinHandle<?> task = runtime.spawn(async(() -> {
                for (int i = 0; i < 500; i++) {
                    yieldNow().await();
                }
                signals.signal();
            }));

            runtime.blockOn(signals);
            runtime.blockOn(task);

            assertThat(signals.polls).isEqualTo(2);
        }
    }
}
