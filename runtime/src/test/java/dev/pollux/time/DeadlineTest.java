package dev.pollux.time;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.timeout;
import static dev.pollux.Pollux.withDeadline;
import static dev.pollux.Pollux.withoutDeadline;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.time.TimedChannels.sendTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.sync.Mpsc;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@org.junit.jupiter.api.Timeout(60)
class DeadlineTest {

    private static final Duration LONG = Duration.ofSeconds(100);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final AtomicLong now = new AtomicLong(7);
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final AsyncRuntime runtime =
            AsyncRuntime.currentThread().clock(now::get).build();

    @AfterEach
    void close() {
        runtime.close();
    }

    /** Moves the clock when others have come to where they wait. */
    private Future<String> pass(Duration time) {
        return async(() -> {
            for (int i = 0; i < 5; i++) {
                yieldNow().await();
            }
            now.addAndGet(time.toNanos());
            return "passed";
        });
    }

    @Test
    void deadline_notReached_yieldsTheValue() throws Exception {
        assertThat(runtime.blockOn(async(
                        () -> withDeadline(SHORT, "load", Futures.ready("x")).await())))
                .isEqualTo("x");
    }

    @Test
    void deadline_passed_dropsTheFutureAndTellsAll() throws Exception {
        DeadlineExceededException late = runtime.blockOn(async(() -> {
            spawn(pass(Duration.ofMillis(600)));
            var late2 = withDeadline(SHORT, "load", async(() -> {
                try {
                    Sleep.of(Duration.ofMillis(500)).await();
                    spawn(pass(SHORT));
                    Futures.pending().await();
                } finally {
                    log.add("dropped");
                }
            }));
            try {
                late2.await();
                return null;
            } catch (DeadlineExceededException e) {
                return e;
            }
        }));

        assertThat(late.deadline()).isEqualTo("load");
        assertThat(late)
                .hasMessageContaining("deadline \"load\" of 1 s has passed; it was set 1.6 s ago for ")
                .hasMessageContaining("DeadlineTest.java")
                .hasMessageContaining("For the last 1 s");
        assertThat(late.stood().toString()).contains("DeadlineTest");
        assertThat(log).containsExactly("dropped");
    }

    @Test
    void deadlines_nested_combineToTheEarlier() throws Exception {
        runtime.blockOn(async(() -> {
            withDeadline(SHORT, "outer", withDeadline(LONG, "inner", reads())).await();
            withDeadline(LONG, "outer", withDeadline(SHORT, "inner", reads())).await();
        }));

        assertThat(log).containsExactly("outer PT1S", "inner PT1S");
        assertThat(Deadline.current()).isEmpty();
    }

    private Future<?> reads() {
        return async(() -> {
            yieldNow().await();
            log.add(Deadline.current().map(Deadline::name).orElse("none") + " "
                    + Deadline.remaining().map(Duration::toString).orElse("-"));
        });
    }

    @Test
    void deadline_isInheritedByTasks_unlessTheyOptOut() throws Exception {
        runtime.blockOn(async(() -> withDeadline(SHORT, "load", async(() -> {
                    spawn(reads()).await();
                    spawn(withoutDeadline(reads())).await();
                    withoutDeadline(async(() -> {
                                spawn(reads()).await();
                            }))
                            .await();
                }))
                .await()));

        assertThat(log).containsExactly("load PT1S", "none -", "none -");
    }

    @Test
    void innerDeadline_inAChildTask_isThatOfTheParent() {
        assertThatThrownBy(() -> runtime.blockOn(async(() -> {
                    var child = withDeadline(SHORT, "parent", async(() -> {
                                return spawn(withDeadline(LONG, "child", Futures.pending()));
                            }))
                            .await();
                    spawn(pass(SHORT));
                    return child.await();
                })))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("\"parent\"");
    }

    @Test
    void timeout_inATaskWithAnEarlierDeadline_isCutShort() {
        assertThatThrownBy(() -> runtime.blockOn(async(() -> {
                    var child = withDeadline(SHORT, "parent", async(() -> {
                                return spawn(
                                        () -> timeout(LONG, Futures.pending()).await());
                            }))
                            .await();
                    spawn(pass(SHORT));
                    return child.await();
                })))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("\"parent\"");
    }

    @Test
    void sendTimeout_inATaskWithAnEarlierDeadline_isCutShortByThat() {
        Mpsc.Channel<String> full = Mpsc.bounded(1);
        full.sender().trySend("first");

        assertThatThrownBy(() -> runtime.blockOn(async(() -> {
                    var child = withDeadline(SHORT, "parent", async(() -> {
                                return spawn(() -> sendTimeout(full.sender(), "second", LONG)
                                        .await());
                            }))
                            .await();
                    spawn(pass(SHORT));
                    return child.await();
                })))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("\"parent\"");
    }

    @Test
    void remaining_afterTheDeadline_isZero() throws Exception {
        Duration left = runtime.blockOn(async(() -> withDeadline(SHORT, "load", async(() -> {
                    now.addAndGet(LONG.toNanos());
                    return Deadline.remaining().orElseThrow();
                }))
                .await()));

        assertThat(left).isZero();
    }

    @Test
    void deadline_atAMoment_endsThen() {
        assertThatThrownBy(() -> runtime.blockOn(async(() -> {
                    spawn(pass(SHORT));
                    return Deadline.of(Moment.now().plus(SHORT), "moment", Futures.pending())
                            .await();
                })))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("\"moment\" of 1 s");
    }

    @Test
    void withDeadline_outsideARuntime_isRefused() {
        assertThatThrownBy(() -> withDeadline(SHORT, "load", Futures.pending()).drop())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Pollux runtime on this thread");
    }
}
