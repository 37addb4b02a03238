package dev.pollux.test;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs small test classes and looks at what comes of them. */
class PolluxTestTest {

    // ---------------------------------------------------------------- the runtime

    static class Good {

        private Handle before;

        @BeforeEach
        void setUp(Handle handle) {
            before = handle;
            assertThat(Handle.current()).isSameAs(handle);
        }

        @AfterEach
        void tearDown(AsyncRuntime runtime) {
            assertThat(runtime.handle()).isSameAs(before);
        }

        @PolluxTest
        void parameters_areOneRuntime(TestRuntime test, AsyncRuntime runtime, Handle handle) {
            assertThat(test.runtime()).isSameAs(runtime);
            assertThat(handle.name()).isEqualTo("parameters_areOneRuntime");
            assertThat(runtime.handle()).isSameAs(handle).isSameAs(before).isSameAs(Handle.current());
        }

        @PolluxTest(flavour = Flavour.BOTH, workers = 3)
        void block_runs(TestRuntime test) throws Exception {
            assertThat(test.<Integer>run(() -> spawn(async(() -> 5)).await())).isEqualTo(5);
        }

        @ParameterizedTest(name = "number {0}")
        @ValueSource(ints = {1, 2})
        @PolluxTest(flavour = Flavour.MULTI_THREAD)
        void besideParameters(int number, TestRuntime test) throws Exception {
            test.run(() -> {
                yieldNow().await();
                assertThat(number).isBetween(1, 2);
            });
        }

        @RepeatedTest(2)
        @PolluxTest
        void besideRepetition(TestRuntime test) throws Exception {
            test.run(() -> {
                yieldNow().await();
            });
        }

        @Nested
        class Inside {
            @PolluxTest
            void nested_hasARuntimeToo(Handle handle) {
                assertThat(handle).isSameAs(before);
            }
        }
    }

    static class Heir extends Good {}

    @Test
    @Behaviour({"MTE-06", "MTE-07"})
    void test_ofEveryKind_runsOnARuntime() {
        TestRun run = TestRun.ofAll(Good.class);

        assertThat(run.failed()).isEmpty();
        assertThat(run.names())
                .containsExactlyInAnyOrder(
                        "parameters_areOneRuntime: current-thread",
                        "block_runs: current-thread",
                        "block_runs: multi-thread, 3 workers",
                        "besideParameters: number 1",
                        "besideParameters: number 2",
                        "besideRepetition: repetition 1 of 2",
                        "besideRepetition: repetition 2 of 2",
                        "nested_hasARuntimeToo: current-thread");
    }

    @Test
    void test_inherited_runsOnARuntime() {
        TestRun run = TestRun.ofAll(Heir.class);

        assertThat(run.failed()).isEmpty();
        assertThat(run.names()).hasSizeGreaterThanOrEqualTo(7);
    }

    // ---------------------------------------------------------------- wrong use

    @SuppressWarnings("JUnitMalformedDeclaration")
    static class Wrong {

        @PolluxTest(workers = 2)
        void workersOfOneThread() {}

        @PolluxTest(workers = -1, flavour = Flavour.BOTH)
        void negativeWorkers() {}

        @PolluxTest(seeds = 2, seed = 3)
        void seedsAndSeed() {}

        @PolluxTest(seeds = -2)
        void negativeSeeds() {}

        @PolluxTest(seeds = 2, flavour = Flavour.BOTH)
        void seedOfThreads() {}

        @PolluxTest(timeoutSeconds = -1)
        void negativeTimeout() {}

        @RepeatedTest(1)
        @PolluxTest(flavour = Flavour.BOTH)
        void productOfTwo() {}

        @PolluxTest(seeds = 2)
        void badNumber() {}

        @PolluxTest
        void unknownParameter(String text) {}
    }

    @Test
    void wrongUse_isRefusedWithACure() {
        assertThat(refusalOf("workersOfOneThread")).contains("workers needs flavour = MULTI_THREAD or BOTH");
        assertThat(refusalOf("negativeWorkers")).contains("workers must not be negative: -1");
        assertThat(refusalOf("seedsAndSeed")).contains("not both");
        assertThat(refusalOf("negativeSeeds")).contains("seeds must not be negative: -2");
        assertThat(refusalOf("seedOfThreads")).contains("a seed needs flavour = CURRENT_THREAD");
        assertThat(refusalOf("negativeTimeout")).contains("timeoutSeconds must not be negative: -1");
        assertThat(refusalOf("productOfTwo")).contains("must ask for a single run, but flavour and seeds ask for 2");
        assertThat(refusalOf("badNumber", "pollux.test.seeds=many")).contains("is not a number: many");
        assertThat(refusalOf("badNumber", "pollux.test.seeds=0")).contains("must be positive: 0");
        assertThat(refusalOf("unknownParameter")).contains("No ParameterResolver registered");
    }

    private static String refusalOf(String method, String... parameters) {
        return TestRun.of(Wrong.class, method, parameters).failure().getMessage();
    }

    static class Twice {
        @Test
        @PolluxTest
        void twice() {}
    }

    @Test
    void testAnnotationBeside_isRefused() {
        assertThat(TestRun.ofAll(Twice.class).failure()).hasMessageContaining("remove @Test");
    }

    static class LeavesEntered {

        @SuppressWarnings("MustBeClosedChecker")
        @PolluxTest
        void guardLeftOpen() {
            AsyncRuntime.currentThread().build().enter();
        }
    }

    @Test
    void testThatLeavesAnotherRuntimeEntered_failsAndChangesNothingForTheNext() {
        assertThat(TestRun.ofAll(LeavesEntered.class).failure()).hasMessageContaining("reverse order");
        assertThatThrownBy(Handle::current).hasMessageContaining("no Pollux runtime");
    }
}
