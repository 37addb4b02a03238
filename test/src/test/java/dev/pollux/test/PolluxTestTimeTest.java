package dev.pollux.test;

import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.time.Moment;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What becomes of tests that do not end, and of the clock. */
class PolluxTestTimeTest {

    static class Slow {

        @PolluxTest(flavour = Flavour.BOTH, timeoutSeconds = 1)
        void never(TestRuntime test) throws Exception {
            test.run(() -> {
                spawn(waiting("the culprit")).await();
            });
        }

        @PolluxTest(timeoutSeconds = 1)
        void blockedThread() throws Exception {
            new CountDownLatch(1).await();
        }

        @PolluxTest(timeoutSeconds = 1)
        void swallowsTheInterrupt() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                return;
            }
        }

        @PolluxTest(timeoutSeconds = 1, leaks = Leaks.ALLOW)
        void endlessJob(AsyncRuntime runtime) throws Exception {
            var begun = new CountDownLatch(1);
            runtime.spawnBlocking(() -> {
                begun.countDown();
                waitForTheEndOfTheTest();
                return null;
            });
            begun.await();
        }

        private static void waitForTheEndOfTheTest() {
            while (endOfTheTest.getCount() > 0) {
                try {
                    endOfTheTest.await();
                } catch (InterruptedException e) {
                    assertThat(endOfTheTest.getCount()).isPositive(); // it does not care
                }
            }
        }

        private static Future<Void> waiting(String name) {
            return new Future<>() {
                @Override
                public Poll<Void> poll(Context cx) {
                    return Poll.pending();
                }

                @Override
                public String toString() {
                    return name;
                }
            };
        }
    }

    private static final CountDownLatch endOfTheTest = new CountDownLatch(1);

    @Test
    void jobThatDoesNotEnd_failsTheTest() {
        assertThat(TestRun.of(Slow.class, "endlessJob").failure())
                .hasMessageContaining("threads of the runtime still run code of the test");
        endOfTheTest.countDown();
    }

    @Test
    void testThatDoesNotEnd_failsAndShowsTheTasks() {
        TestRun run = TestRun.of(Slow.class, "never");

        assertThat(run.failures()).hasSize(2).allSatisfy(failure -> {
            assertThat(failure)
                    .hasMessageStartingWith("the test did not end within 1 s\nPollux runtime \"never\"\n")
                    .hasMessageContaining("the culprit");
            assertThat(failure.getSuppressed()[0]).isInstanceOf(InterruptedException.class);
        });
    }

    @Test
    void testThatBlocksItsThread_isInterruptedAndShowsWhere() {
        Throwable failure = TestRun.of(Slow.class, "blockedThread").failure();

        assertThat(failure.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("blockedThread"));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void testThatIsInterruptedAndReturns_failsAllTheSame() {
        assertThat(TestRun.of(Slow.class, "swallowsTheInterrupt").failure())
                .hasMessageStartingWith("the test did not end within 1 s");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    static class Paused {

        @PolluxTest(flavour = Flavour.BOTH, startPaused = true)
        void hour(TestRuntime test) throws Exception {
            test.run(() -> {
                Moment begun = Moment.now();
                var task = spawn(sleep(Duration.ofMinutes(40)));
                sleep(Duration.ofMinutes(20)).await();
                assertThat(task.isFinished()).isFalse();

                task.await();
                assertThat(begun.until(Moment.now())).isBetween(Duration.ofMinutes(40), Duration.ofMinutes(41));
            });
        }

        @PolluxTest(seed = 1)
        void seeded(TestRuntime test) throws Exception {
            test.run(sleep(Duration.ofDays(1)));
        }
    }

    @Test
    void hour_withAPausedClock_takesNoTime() {
        TestRun run = TestRun.ofAll(Paused.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.names()).hasSize(3);
    }
}
