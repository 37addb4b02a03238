package dev.pollux.test;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import java.io.IOException;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What tests make of tasks that fail or stay. */
class PolluxTestTasksTest {

    static class Failing {

        @PolluxTest(flavour = Flavour.MULTI_THREAD)
        void detachedTasks(TestRuntime test) throws Exception {
            test.run(() -> {
                spawn(failing("first"));
                yieldNow().await();
            });
        }

        @PolluxTest
        void severalTasks(TestRuntime test) throws Exception {
            test.run(() -> {
                spawn(failing("first"));
                spawn(failing("second"));
                yieldNow().await();
            });
        }

        @PolluxTest
        void handleKept(TestRuntime test) throws Exception {
            var handle = test.runtime().spawn(failing("kept"));
            test.run(() -> {
                yieldNow().await();
            });
            assertThat(handle.isFinished()).isTrue();
        }

        @PolluxTest
        void bodyToo(TestRuntime test) throws Exception {
            test.run(() -> {
                spawn(failing("of the task"));
                yieldNow().await();
                throw new IllegalStateException("of the body");
            });
        }

        @PolluxTest
        void expected(TestRuntime test) throws Exception {
            test.run(() -> {
                spawn(failing("expected"));
                yieldNow().await();
            });
            assertThat(test.takeFailures())
                    .extracting(failure -> failure.failure().getMessage())
                    .containsExactly("expected");
        }

        private static Future<Void> failing(String message) {
            return async(() -> {
                ready(1).await();
                throw new IOException(message);
            });
        }
    }

    @Test
    @Behaviour("MTE-08")
    void taskThatFails_failsTheTest() {
        Throwable failure = TestRun.of(Failing.class, "detachedTasks").failure();

        assertThat(failure)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("a task failed, and nobody took the failure:\n  task ")
                .hasMessageContaining("PolluxTestTasksTest$Failing.failing(PolluxTestTasksTest.java:")
                .hasMessageContaining("\n    at dev.pollux.test.PolluxTestTasksTest$Failing.lambda$failing$")
                .hasMessageEndingWith("java.io.IOException: first")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void tasksThatFail_areAllThere() {
        Throwable failure = TestRun.of(Failing.class, "severalTasks").failure();

        assertThat(failure).hasMessageStartingWith("2 tasks failed").cause().hasMessage("first");
        assertThat(failure.getSuppressed())
                .singleElement()
                .extracting(Throwable::getMessage)
                .isEqualTo("second");
    }

    @Test
    void taskThatFails_whoseHandleIsOnlyKept_failsTheTest() {
        assertThat(TestRun.of(Failing.class, "handleKept").failure()).cause().hasMessage("kept");
    }

    @Test
    void testThatFailsItself_keepsItsFailureAndShowsThatOfTheTask() {
        Throwable failure = TestRun.of(Failing.class, "bodyToo").failure();

        assertThat(failure).hasMessage("of the body");
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(other -> assertThat(other).cause().hasMessage("of the task"));
    }

    @Test
    @Behaviour("MTE-09")
    void taskThatFailsAsExpected_failsNothing() {
        assertThat(TestRun.of(Failing.class, "expected").failed()).isEmpty();
    }

    // ---------------------------------------------------------------- leaks

    static class Leaking {

        @PolluxTest(flavour = Flavour.BOTH)
        void task(AsyncRuntime runtime) throws Exception {
            runtime.spawn(waiting());
            runtime.spawn(waiting());
        }

        @PolluxTest(flavour = Flavour.BOTH, leaks = Leaks.ALLOW)
        void allowed(AsyncRuntime runtime) {
            runtime.spawn(waiting());
        }

        @PolluxTest(flavour = Flavour.BOTH)
        void aboutToEnd(AsyncRuntime runtime) {
            runtime.spawn(async(() -> {
                for (int i = 0; i < 20; i++) {
                    yieldNow().await();
                }
            }));
        }

        @PolluxTest
        void besideAFailure(AsyncRuntime runtime) {
            runtime.spawn(waiting());
            throw new IllegalStateException("of the body");
        }

        @PolluxTest
        void besideAnAssumption(AsyncRuntime runtime) {
            runtime.spawn(waiting());
            Assumptions.assumeThat(runtime).isNull();
        }

        @PolluxTest
        void closedByTheTest(AsyncRuntime runtime) {
            runtime.spawn(waiting());
            runtime.close();
        }

        private static Future<Void> waiting() {
            return async(() -> {
                pending().await();
            });
        }
    }

    @Test
    void taskThatIsAliveAtTheEnd_isNamed() {
        TestRun run = TestRun.of(Leaking.class, "task");

        assertThat(run.failed()).hasSize(2);
        assertThat(run.failures())
                .allSatisfy(failure -> assertThat(failure)
                        .hasMessageStartingWith("2 tasks are still alive at the end of the test")
                        .hasMessageContaining(" [waiting]\n")
                        .hasMessageContaining("PolluxTestTasksTest$Leaking.waiting(PolluxTestTasksTest.java:")
                        .hasMessageContaining("    pending\n"));
    }

    @Test
    void taskThatIsAlive_whereThatIsAllowedOrItEndsOrTheRuntimeDid_failsNothing() {
        assertThat(TestRun.of(Leaking.class, "allowed").failed()).isEmpty();
        assertThat(TestRun.of(Leaking.class, "aboutToEnd").failed()).isEmpty();
        assertThat(TestRun.of(Leaking.class, "closedByTheTest").failed()).isEmpty();
    }

    @Test
    void taskThatIsAlive_afterAFailure_isNoNews() {
        Throwable failure = TestRun.of(Leaking.class, "besideAFailure").failure();

        assertThat(failure).hasMessage("of the body").hasNoSuppressedExceptions();
        assertThat(TestRun.of(Leaking.class, "besideAnAssumption").failed()).isEmpty();
    }
}
