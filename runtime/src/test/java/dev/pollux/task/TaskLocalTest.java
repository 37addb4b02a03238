package dev.pollux.task;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.runtime.AsyncRuntime;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TaskLocalTest {

    private static final TaskLocal<String> USER = TaskLocal.inherited("user");
    private static final TaskLocal<Integer> DEPTH = TaskLocal.forked("depth", depth -> depth + 1);
    private static final TaskLocal<String> OWN = TaskLocal.ofOneTask("own");

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final AsyncRuntime runtime = AsyncRuntime.currentThread().build();

    @AfterEach
    void close() {
        runtime.close();
    }

    private void note(String what) {
        log.add(what + " " + USER.tryGet().orElse("-"));
    }

    @Test
    @Behaviour("TTL-01")
    void scopes_nested_restoreTheOuterValueAcrossAwaits() throws Exception {
        runtime.blockOn(USER.scope("ada", async(() -> {
            note("outer");
            USER.scope("bob", async(() -> {
                        note("inner");
                        yieldNow().await();
                        note("inner");
                    }))
                    .await();
            note("outer");
            yieldNow().await();
            note("outer");
        })));

        assertThat(log).containsExactly("outer ada", "inner bob", "inner bob", "outer ada", "outer ada");
        assertThat(USER.tryGet()).isEmpty();
    }

    @Test
    void values_ofFuturesThatTakeTurns_doNotMix() throws Exception {
        runtime.blockOn(join(USER.scope("ada", turns("a")), USER.scope("bob", turns("b"))));
        runtime.blockOn(async(() -> {
            var first = spawn(USER.scope("cyd", turns("c")));
            var second = spawn(turns("d"));
            first.await();
            second.await();
        }));

        assertThat(log)
                .allMatch(each -> List.of("a ada", "b bob", "c cyd", "d -").contains(each));
        assertThat(log).hasSize(12);
    }

    private Future<?> turns(String name) {
        return async(() -> {
            for (int i = 0; i < 3; i++) {
                note(name);
                yieldNow().await();
            }
        });
    }

    /** Waits for ever, and cleans up in two steps. */
    private Future<?> careful() {
        return async(() -> {
            try {
                Futures.pending().await();
            } finally {
                note("finally");
                yieldNow().await();
                note("later");
            }
        });
    }

    @Test
    @Behaviour("TTL-02")
    void value_whenTheTaskIsAborted_isThereInItsCleanUp() throws Exception {
        runtime.blockOn(async(() -> {
            JoinHandle<?> task = spawn(USER.scope("ada", careful()));
            for (int i = 0; i < 5; i++) {
                yieldNow().await();
            }
            task.abort();
            try {
                task.await();
            } catch (TaskCancelledException e) {
                note("joined");
            }
        }));

        assertThat(log).containsExactly("finally ada", "later ada", "joined -");
    }

    @Test
    @Behaviour("TTL-03")
    void value_whenAFinishedFutureIsDropped_isThere() throws Exception {
        Future<String> future = new Future<>() {
            @Override
            public Poll<String> poll(Context cx) {
                return Poll.ready("done");
            }

            @Override
            public void drop() {
                note("drop");
            }
        };
        runtime.blockOn(async(() -> spawn(USER.scope("ada", future)).await()));

        assertThat(log).containsExactly("drop ada");
    }

    @Test
    void value_whenThePollThrows_isPutBack() {
        assertThatThrownBy(() -> runtime.blockOn(USER.scope("ada", Futures.failed(new IllegalStateException("x")))))
                .hasMessage("x");
        assertThat(USER.tryGet()).isEmpty();
    }

    @Test
    @Behaviour({"t:task_panic-06", "t:task_panic-07"})
    void getAndWith_withoutAValue_throwAtTheCall() {
        for (Runnable misuse : List.<Runnable>of(() -> USER.get(), () -> USER.with(String::length))) {
            assertThatThrownBy(misuse::run)
                    .isInstanceOf(NoSuchElementException.class)
                    .satisfies(thrown -> assertThat(thrown.getStackTrace())
                            .anyMatch(frame -> frame.getClassName().equals(TaskLocalTest.class.getName())));
        }
    }

    @Test
    @Behaviour("t:task_panic-05")
    void syncScope_whileTheOuterValueIsLookedAt_isAllowedAndItsMisuseThrowsAtTheCall() throws Exception {
        String seen = USER.syncScope(
                "ada",
                () -> USER.with(ada -> {
                    try {
                        return ada + USER.<String>syncScope("bob", USER::get) + USER.get();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }));

        assertThat(seen).isEqualTo("adabobada");
        assertThatThrownBy(() -> USER.syncScope(null, () -> "never"))
                .isInstanceOf(NullPointerException.class)
                .satisfies(thrown -> assertThat(thrown.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(TaskLocalTest.class.getName())));
    }

    @Test
    @Behaviour("TTL-06")
    void get_insideAndOutside_givesTheValueOrNamesTheLocal() throws Exception {
        assertThat(USER.<String>syncScope("ada", USER::get)).isEqualTo("ada");
        assertThat(USER.<Integer>syncScope("ada", () -> USER.with(String::length)))
                .isEqualTo(3);
        assertThatThrownBy(USER::get)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("\"user\" has no value here");
        assertThatThrownBy(() -> USER.syncScope(null, () -> "x")).isInstanceOf(NullPointerException.class);
    }

    @Test
    void syncScope_nestedAndFailing_restores() throws Exception {
        USER.syncScope("ada", () -> {
            assertThatThrownBy(() -> USER.syncScope("bob", () -> {
                        throw new IllegalStateException(USER.get());
                    }))
                    .hasMessage("bob");
            return log.add(USER.get());
        });

        assertThat(log).containsExactly("ada");
        assertThat(USER.tryGet()).isEmpty();
    }

    @Test
    void scope_polledByHandWithoutARuntime_works() throws Exception {
        Future<String> future = USER.scope("ada", Futures.lazy(USER::get));

        assertThat(future.poll(Context.of(Waker.noop()))).isEqualTo(Poll.ready("ada"));
        assertThat(USER.tryGet()).isEmpty();
    }

    @Test
    void children_getWhatThePolicySays() throws Exception {
        runtime.blockOn(USER.scope("ada", DEPTH.scope(0, OWN.scope("secret", async(() -> {
            spawn(() -> {
                        log.add(USER.get() + DEPTH.get() + OWN.tryGet());
                        spawn(() -> {
                                    log.add(USER.get() + DEPTH.get());
                                })
                                .await();
                    })
                    .await();
            spawnBlocking(() -> log.add("blocking " + USER.get() + DEPTH.get())).await();
            log.add(USER.get() + DEPTH.get() + OWN.get());
        })))));

        assertThat(log).containsExactly("ada1Optional.empty", "ada2", "blocking ada1", "ada0secret");
    }

    @Test
    void get_inAChildThatDoesNotInherit_saysWhy() throws Exception {
        runtime.blockOn(OWN.scope("secret", async(() -> {
            try {
                spawn(() -> OWN.get()).await();
            } catch (NoSuchElementException e) {
                log.add(e.getMessage());
            }
        })));

        assertThat(log).singleElement().asString().contains("\"own\"", "a task does not get the value of its parent");
    }

    @Test
    void spawn_whoseForkThrows_throwsThat() throws Exception {
        TaskLocal<String> bad = TaskLocal.forked("bad", value -> {
            throw new IllegalStateException("no fork");
        });

        runtime.blockOn(bad.scope("x", async(() -> {
            assertThatThrownBy(() -> spawn(() -> "never")).hasMessage("no fork");
            yieldNow().await();
        })));
    }

    @Test
    void blockOn_insideABlockingJob_seesTheValuesOfTheJob() throws Exception {
        String seen = runtime.blockOn(USER.scope(
                "ada",
                async(() -> spawnBlocking(() -> runtime.blockOn(Futures.lazy(USER::get)))
                        .await())));

        assertThat(seen).isEqualTo("ada");
    }
}
