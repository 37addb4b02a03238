package dev.pollux.test.vocabulary;

import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.sync.Barrier;
import dev.pollux.sync.Notify;
import dev.pollux.sync.OnceCell;
import dev.pollux.test.PolluxTest;
import dev.pollux.test.TestRuntime;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;

/** Where tasks meet, nobody is forgotten in many orders, whoever is aborted in between. */
class MeetingsSeededTest {

    private static final int TASKS = 8;

    private Crowd crowd;

    @BeforeEach
    void gather(TestRuntime runtime) {
        crowd = new Crowd(runtime.random());
    }

    @PolluxTest(seeds = 100)
    void barrier_hasOneLeaderInEachRound_andNoMoreThanItsParties(TestRuntime runtime) throws Exception {
        var barrier = new Barrier(3);
        Map<Long, Integer> parties = new TreeMap<>();
        Map<Long, Integer> leaders = new TreeMap<>();
        runtime.run(() -> {
            for (int i = 0; i < TASKS; i++) {
                crowd.add(() -> {
                    while (true) {
                        crowd.dawdle().await();
                        var arrival = barrier.arrive().await();
                        parties.merge(arrival.round(), 1, Integer::sum);
                        leaders.merge(arrival.round(), arrival.isLeader() ? 1 : 0, Integer::sum);
                    }
                });
            }
            crowd.abortSome().await();
            crowd.abortAll().await();
            crowd.join().await();
        });

        assertThat(leaders)
                .isNotEmpty()
                .allSatisfy((round, count) -> assertThat(count).isOne());
        assertThat(leaders.keySet()).last().isEqualTo(leaders.size() - 1L); // no round is left out
        assertThat(parties.values()).allSatisfy(count -> assertThat(count).isBetween(1, 3));
        assertThat(barrier.waiting()).isZero();
    }

    @PolluxTest(seeds = 100)
    void barrier_withoutAborts_letsAllPartiesOfARoundGo(TestRuntime runtime) throws Exception {
        var barrier = new Barrier(3);
        Map<Long, Integer> parties = new TreeMap<>();
        runtime.run(() -> {
            for (int i = 0; i < 3; i++) {
                crowd.add(() -> {
                    for (int round = 0; round < 5; round++) {
                        crowd.dawdle().await();
                        parties.merge(barrier.arrive().await().round(), 1, Integer::sum);
                    }
                });
            }
            crowd.join().await();
        });

        assertThat(parties).isEqualTo(Map.of(0L, 3, 1L, 3, 2L, 3, 3L, 3, 4L, 3));
    }

    @PolluxTest(seeds = 100)
    void onceCell_hasOneInitialiserAtATime_andOneValue(TestRuntime runtime) throws Exception {
        var cell = new OnceCell<Integer>();
        Set<Integer> values = new HashSet<>();
        int[] atWork = new int[1];
        runtime.run(() -> {
            for (int i = 0; i < TASKS; i++) {
                int number = i;
                crowd.add(() -> {
                    crowd.dawdle().await();
                    try {
                        values.add(cell.getOrInit(() -> {
                                    assertThat(++atWork[0]).isOne();
                                    try {
                                        crowd.dawdle().await();
                                        if (crowd.mayFail()) {
                                            throw new IOException("planned");
                                        }
                                        return number;
                                    } finally {
                                        atWork[0]--;
                                    }
                                })
                                .await());
                    } catch (IOException e) {
                        assertThat(e).hasMessage("planned");
                    }
                });
            }
            crowd.abortSome().await();
            crowd.join().await();

            assertThat(values).hasSizeLessThanOrEqualTo(1);
            int value = cell.getOrInit(() -> -1).await(); // the turn is free, or the value is there
            assertThat(values).isSubsetOf(value);
        });
    }

    @PolluxTest(seeds = 100)
    void awaitUntil_missesNothing_evenIfTheNotifiedIsAborted(TestRuntime runtime) throws Exception {
        var notify = new Notify();
        int[] items = new int[1];
        runtime.run(() -> {
            for (int i = 0; i < TASKS; i++) {
                crowd.add(() -> {
                    crowd.dawdle().await();
                    notify.awaitUntil(() -> items[0] > 0).await();
                    items[0]--;
                });
            }
            var producing = spawn(() -> {
                for (int i = 0; i < TASKS; i++) { // one for each, whoever takes it
                    items[0]++;
                    notify.notifyOne();
                    crowd.dawdle().await();
                }
            });
            crowd.abortSome().await();
            crowd.join().await(); // for ever, if a notification was lost
            producing.await();
        });

        assertThat(items[0]).isBetween(0, TASKS);
    }

    @PolluxTest(seeds = 100)
    void notifyOne_forEachWhoWaits_reachesWhoeverIsNotAborted(TestRuntime runtime) throws Exception {
        var notify = new Notify();
        int[] waiting = new int[1];
        int ended = runtime.run(() -> {
            for (int i = 0; i < TASKS; i++) {
                crowd.add(() -> {
                    waiting[0]++;
                    notify.notified().await();
                });
            }
            while (waiting[0] < TASKS) {
                yieldNow().await();
            }
            var notifying = spawn(() -> {
                for (int i = 0; i < TASKS; i++) {
                    notify.notifyOne();
                    crowd.dawdle().await();
                }
            });
            crowd.abortSome().await(); // before they are notified, or between that and their next poll
            notifying.await();
            return crowd.join().await(); // for ever, if a notification was lost
        });

        // What was for those who are gone is kept, once.
        assertThat(notify).hasToString(ended == TASKS ? "Notify[idle]" : "Notify[notified]");
    }
}
