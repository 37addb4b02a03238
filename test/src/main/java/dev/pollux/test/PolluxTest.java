package dev.pollux.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test that runs on a runtime of its own.
 *
 * <pre>{@code
 * @PolluxTest
 * void total_addsUpWhatTheShopsAnswer(TestRuntime runtime) throws Exception {
 *     runtime.run(() -> {
 *         JoinHandle<Integer> one = spawn(shop.price("tea"));
 *         JoinHandle<Integer> two = spawn(shop.price("milk"));
 *
 *         assertThat(one.await() + two.await()).isEqualTo(5);
 *     });
 * }
 * }</pre>
 *
 * <p>The runtime is new for each test, and the current one of the thread while the test method and the methods marked
 * {@code @BeforeEach} and {@code @AfterEach} run; all of them may have it as a parameter: as a {@link TestRuntime}, an {@link
 * dev.pollux.runtime.AsyncRuntime} or a {@link dev.pollux.runtime.Handle}. The test fails
 *
 * <ul>
 *   <li>if a task fails and nobody takes its failure: the failure is then the cause, those of other tasks are suppressed in it;
 *   <li>if tasks are alive when it ends, unless it allows {@link #leaks}: the message names them and what they wait for;
 *   <li>if it takes longer than {@link #timeoutSeconds}: what all threads and tasks are about is then printed.
 * </ul>
 *
 * <p>The annotation replaces {@code @Test}. Beside {@code @ParameterizedTest} or {@code @RepeatedTest} it gives each of their
 * invocations a runtime; then it must ask for a single run.
 *
 * <p>On one thread a test may be repeated under many orders of its tasks:
 *
 * <pre>{@code
 * @PolluxTest(seeds = 100)
 * void cache_askedTwiceAtOnce_loadsOnce(TestRuntime runtime) { ... }
 * }</pre>
 *
 * <p>A run that fails names its seed, and {@code @PolluxTest(seed = 17)} repeats exactly that run.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(PolluxTestExtension.class)
public @interface PolluxTest {

    /**
     * Says which kind of runtime the test runs on.
     *
     * @return by default one that runs all tasks on the thread of the test
     */
    Flavour flavour() default Flavour.CURRENT_THREAD;

    /**
     * Says how many threads poll tasks on a multi-thread runtime.
     *
     * @return by default, which is written as 0, two: enough for races, and the same on each machine
     */
    int workers() default 0;

    /**
     * Says whether the clock stands still from the beginning: it then jumps to the next deadline whenever all wait, so that an hour
     * of timeouts takes no time.
     *
     * @return by default {@code false}, except for runs with a seed, whose clock is always paused
     * @see dev.pollux.time.Time
     */
    boolean startPaused() default false;

    /**
     * Says how many orders of its tasks the test tries. Each is a run of its own, on one thread with a paused clock, with a seed
     * counting from 1: whenever several tasks are ready, the seed decides which runs next, and it decides all other choices of the
     * runtime. The configuration parameter {@code pollux.test.seeds}, which may be a system property, replaces the number, for
     * a longer search; {@code pollux.test.seed} replays a single seed.
     *
     * @return by default, which is written as 0, the test runs once, and tasks run first come, first served
     */
    int seeds() default 0;

    /**
     * Replays single seeds.
     *
     * @return by default none
     */
    long[] seed() default {};

    /**
     * Limits how long the test method may take, and each method that runs before or after it, on the clock on the wall.
     *
     * @return by default one minute; 0 for no limit
     */
    int timeoutSeconds() default 60;

    /**
     * Says what becomes of tasks that are still alive when the test ends.
     *
     * @return by default the test fails
     */
    Leaks leaks() default Leaks.FAIL;
}
