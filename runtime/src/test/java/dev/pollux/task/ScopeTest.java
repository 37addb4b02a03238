package dev.pollux.task;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.failed;
import static dev.pollux.Pollux.pollFn;
import static dev.pollux.Pollux.race;
import static dev.pollux.Pollux.raceScope;
import static dev.pollux.Pollux.scope;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.supervisorScope;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.AwaitTree;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.time.DeadlineExceededException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScopeTest {

    private final AtomicLong now = new AtomicLong();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<TaskFailure> reported = new CopyOnWriteArrayList<>();
    private final AsyncRuntime runtime = AsyncRuntime.currentThread()
            .clock(now::get)
            .onFailure(reported::add)
            .build();

    @AfterEach
    void close() {
        runtime.close();
    }

    /** Waits for ever, and takes two turns to clean up. */
    private Future<String> careful(String name) {
        return async(() -> {
            try {
                return Futures.<String>pending().await();
            } finally {
                log.add(name + " begins");
                yieldNow().await();
                yieldNow().await();
                log.add(name + " ends");
            }
        });
    }

    /** Enough for every other task to come to where it waits. */
    private static Future<@Nullable Void> turns() {
        return async(() -> {
            for (int i = 0; i < 10; i++) {
                yieldNow().await();
            }
        });
    }

    @Test
    void scope_twoTasks_yieldsWhatTheBodyMakesOfThem() throws Exception {
        String both = runtime.blockOn(scope(s -> {
            Subtask<String> first = s.spawn(() -> "a");
            Subtask<String> second = s.spawn(() -> {
                yieldNow().await();
                return "b";
            });
            return first.await() + second.await();
        }));

        assertThat(both).isEqualTo("ab");
    }

    @Test
    void scope_bodyEndsFirst_waitsForTasksAndTheirTasks() throws Exception {
        runtime.blockOn(scope(s -> {
            s.spawn(() -> {
                yieldNow().await();
                s.spawn(() -> {
                    yieldNow().await();
                    log.add("grandchild");
                });
                log.add("child");
            });
            log.add("body");
        }));

        assertThat(log).containsExactly("body", "child", "grandchild");
    }

    @Test
    void subtask_afterTheScope_stillHasItsValue() throws Exception {
        List<Subtask<Integer>> tasks = runtime.blockOn(scope(s -> {
            List<Subtask<Integer>> spawned = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int value = i;
                spawned.add(s.spawn(async(() -> {
                    yieldNow().await();
                    return value;
                })));
            }
            return spawned;
        }));

        assertThat(tasks.get(0).get()).isEqualTo(0);
        assertThat(tasks.get(2).get()).isEqualTo(2);
        assertThat(tasks).allMatch(Subtask::isFinished);
    }

    @Test
    void subtask_readTooEarly_saysSo() {
        assertThatThrownBy(() -> runtime.blockOn(scope(s -> {
                    return s.spawn(Futures.<String>pending()).get();
                })))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not finished");
    }

    @Test
    void task_fails_cancelsTheOthersAndTheBodyAndIsThrown() {
        IOException failure = new IOException("no route");

        assertThatThrownBy(() -> runtime.blockOn(scope(s -> {
                    s.spawn(careful("sibling"));
                    s.spawn(() -> {
                        yieldNow().await();
                        throw failure;
                    });
                    careful("body").await();
                })))
                .isSameAs(failure);
        assertThat(log).containsExactlyInAnyOrder("sibling begins", "body begins", "sibling ends", "body ends");
    }

    @Test
    void task_fails_isNotSeenByABodyThatAwaitsIt() {
        assertThatThrownBy(() -> runtime.blockOn(scope(s -> {
                    Subtask<String> task = s.spawn(Futures.<String>failed(new IOException("no route")));
                    try {
                        task.await();
                    } catch (IOException e) {
                        log.add("caught");
                    }
                })))
                .hasMessage("no route");
        assertThat(log).isEmpty();
    }

    @Test
    void cleanUpThatFails_isSuppressedInTheFirstFailure() {
        assertThatThrownBy(() -> runtime.blockOn(scope((TaskScope s) -> {
                    s.spawn(() -> {
                        try {
                            Futures.pending().await();
                        } finally {
                            throwIt(new IllegalStateException("clean-up"));
                        }
                    });
                    turns().await();
                    throw new IOException("body");
                })))
                .isInstanceOf(IOException.class)
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .singleElement()
                        .satisfies(each -> assertThat(each).hasMessage("clean-up")));
        assertThat(reported).isEmpty();
    }

    private static void throwIt(RuntimeException failure) {
        throw failure;
    }

    @Test
    void spawn_intoAScopeThatHasEnded_isRefused() throws Exception {
        AtomicReference<TaskScope> escaped = new AtomicReference<>();
        runtime.blockOn(scope(s -> {
            escaped.set(s);
        }));

        assertThatThrownBy(() -> escaped.get().spawn(() -> log.add("ran")))
                .isInstanceOf(ScopeClosedException.class)
                .hasMessageContaining("has ended");
        assertThat(log).isEmpty();
    }

    @Test
    void spawn_intoAScopeThatIsCancelled_isRefusedAndSuppressed() {
        assertThatThrownBy(() -> runtime.blockOn(scope((TaskScope s) -> {
                    s.spawn(() -> {
                        try {
                            Futures.pending().await();
                        } finally {
                            s.spawn(() -> log.add("ran"));
                        }
                    });
                    turns().await();
                    throw new IOException("body");
                })))
                .hasMessage("body")
                .satisfies(thrown ->
                        assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(ScopeClosedException.class));
        assertThat(log).isEmpty();
    }

    @Test
    void spawn_whoseFutureIsNull_leavesNothingBehind() {
        assertThatThrownBy(() -> runtime.blockOn(scope(s -> {
                    s.spawn((Future<String>) null);
                })))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void subtask_aborted_isNoFailureOfTheScope() throws Exception {
        String end = runtime.blockOn(scope(s -> {
            Subtask<String> task = s.spawn(careful("task"));
            turns().await();
            task.abort();
            try {
                return task.await();
            } catch (TaskCancelledException e) {
                return "cancelled";
            }
        }));

        assertThat(end).isEqualTo("cancelled");
        assertThat(log).containsExactly("task begins", "task ends");
    }

    @Test
    void scope_dropped_endsAfterItsTasksAndNestedScopes() throws Exception {
        runtime.blockOn(async(() -> {
            JoinHandle<?> outer = spawn(scope(s -> {
                s.spawn(scope(inner -> {
                    inner.spawn(careful("leaf"));
                    Futures.pending().await();
                }));
                careful("body").await();
            }));
            while (log.isEmpty()) {
                yieldNow().await();
                outer.abort();
            }
            try {
                outer.await();
            } catch (TaskCancelledException e) {
                log.add("over");
            }
        }));

        assertThat(log).last().isEqualTo("over");
        assertThat(log).contains("body ends");
    }

    @Test
    void task_failsWhileTheScopeIsDropped_failsTheDroppedTask() throws Exception {
        IllegalStateException failure = new IllegalStateException("clean-up");
        Throwable thrown = runtime.blockOn(async(() -> {
            JoinHandle<?> outer = spawn(scope(s -> {
                s.spawn(() -> {
                    try {
                        Futures.pending().await();
                    } finally {
                        throwIt(failure);
                    }
                });
                Futures.pending().await();
            }));
            turns().await();
            outer.abort();
            try {
                outer.await();
                return null;
            } catch (Exception e) {
                return e;
            }
        }));

        assertThat(thrown).isSameAs(failure);
        assertThat(reported).isEmpty();
    }

    @Test
    void scope_losesARace_isOverBeforeTheRaceIs() throws Exception {
        runtime.blockOn(async(() -> {
            Future<String> loser = scope(s -> {
                s.spawn(careful("task"));
                return Futures.<String>pending().await();
            });
            race(loser, turns().map(nothing -> "in time")).await();
            log.add("over");
        }));

        assertThat(log).containsExactly("task begins", "task ends", "over");
    }

    @Test
    void scope_droppedWithoutAnOwner_abortsItsTasksAndGoesAhead() throws Exception {
        Future<String> scope = scope(s -> {
            s.spawn(careful("task"));
            return Futures.<String>pending().await();
        });
        runtime.blockOn(pollFn(cx -> {
            scope.poll(cx);
            return Poll.ready(null);
        }));
        runtime.blockOn(turns());

        scope.drop();

        assertThat(log).isEmpty(); // nobody polls
        runtime.blockOn(turns());
        assertThat(log).containsExactly("task begins", "task ends");
    }

    @Test
    void runtime_shutDown_endsScopes() throws Exception {
        runtime.spawn(scope(s -> {
            s.spawn(careful("task"));
            careful("body").await();
        }));
        runtime.blockOn(async(() -> {
            turns().await();
        }));

        runtime.close();

        assertThat(log).containsExactlyInAnyOrder("task begins", "body begins", "task ends", "body ends");
    }

    @Test
    void supervisor_taskFails_othersGoOnAndTheBodySeesIt() throws Exception {
        String seen = runtime.blockOn(supervisorScope(s -> {
            Subtask<String> bad = s.spawn(Futures.<String>failed(new IOException("no route")));
            Subtask<String> good = s.spawn(() -> {
                yieldNow().await();
                return "good";
            });
            String value = good.await();
            return value + " " + bad.failure().orElseThrow().getMessage();
        }));

        assertThat(seen).isEqualTo("good no route");
        assertThat(reported).isEmpty();
    }

    @Test
    void supervisor_failuresNobodyTook_areThrownAtTheEnd() {
        assertThatThrownBy(() -> runtime.blockOn(supervisorScope(s -> {
                    s.spawn(failed(new IOException("first")));
                    s.spawn(failed(new IOException("second")));
                    return "value";
                })))
                .hasMessage("first")
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .singleElement()
                        .satisfies(each -> assertThat(each).hasMessage("second")));
    }

    @Test
    void race_firstSuccessWins_andTheOthersAreGone() throws Exception {
        Future<String> race = raceScope(s -> {
            s.spawn(careful("slow"));
            s.spawn(failed(new IOException("refused")));
            s.spawn(async(() -> {
                yieldNow().await();
                yieldNow().await();
                return "won";
            }));
            Futures.pending().await();
        });

        assertThat(runtime.blockOn(race)).isEqualTo("won");
        assertThat(log).containsExactly("slow begins", "slow ends");
        assertThat(reported)
                .singleElement()
                .satisfies(each -> assertThat(each.failure()).hasMessage("refused"));
    }

    @Test
    void race_allFail_throwsTheFirstWithTheOthers() {
        Future<String> race = raceScope(s -> {
            s.spawn(failed(new IOException("one")));
            s.spawn(failed(new IOException("two")));
        });

        assertThatThrownBy(() -> runtime.blockOn(race))
                .hasMessage("one")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
        assertThat(reported).isEmpty();
    }

    @Test
    void race_withoutTasks_saysSo() {
        Future<String> race = raceScope(s -> {});

        assertThatThrownBy(() -> runtime.blockOn(race))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("without a winner");
    }

    @Test
    void scopeWithALimit_thatIsLate_cancelsAllAndSaysWhere() throws Exception {
        Throwable thrown = runtime.blockOn(async(() -> {
            spawn(() -> {
                turns().await();
                now.addAndGet(Duration.ofMillis(5).toNanos());
            });
            try {
                scope(Duration.ofMillis(5), s -> {
                            s.spawn(careful("task"));
                            careful("body").await();
                        })
                        .await();
                return null;
            } catch (DeadlineExceededException e) {
                return e;
            }
        }));

        assertThat(thrown).hasMessageContaining("deadline \"scope\" of 5 ms").hasMessageContaining("ScopeTest.java");
        assertThat(log).containsExactlyInAnyOrder("task begins", "body begins", "task ends", "body ends");
    }

    @Test
    void scope_whileItWaits_tellsForWhat() throws Exception {
        Future<@Nullable Void> scope = scope(s -> {
            s.spawn(careful("task"));
            sleep(Duration.ofHours(1)).await();
        });
        String dump = runtime.blockOn(async(() -> {
            var handle = spawn(scope);
            turns().await();
            String seen = AwaitTree.of(scope).toString();
            handle.abort();
            return seen;
        }));

        assertThat(dump).contains("scope", "body of the scope", "Sleep[", "Subtask[task ");
    }
}
