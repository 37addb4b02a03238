package dev.pollux.test.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.sync.Mutex;
import dev.pollux.sync.RwLock;
import dev.pollux.sync.Semaphore;
import dev.pollux.test.PolluxTest;
import dev.pollux.test.TestRuntime;
import org.junit.jupiter.api.BeforeEach;

/** Locks keep their word in many orders, whoever is aborted in between. */
class LocksSeededTest {

    private static final int TASKS = 8;
    private static final int ROUNDS = 3;

    private Crowd crowd;
    private int inside;

    @BeforeEach
    void gather(TestRuntime runtime) {
        crowd = new Crowd(runtime.random());
    }

    @PolluxTest(seeds = 100)
    void mutex_hasOneHolder_inTheOrderOfAsking(TestRuntime runtime) throws Exception {
        var mutex = new Mutex<>(0);
        int[] asked = new int[1];
        int[] served = new int[1];
        int[] counted = new int[1];
        runtime.run(() -> {
            for (int i = 0; i < TASKS; i++) {
                crowd.add(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        crowd.dawdle().await();
                        int ticket = ++asked[0];
                        try (var guard = mutex.lock().await()) {
                            assertThat(ticket).isGreaterThan(served[0]);
                            served[0] = ticket;
                            int seen = guard.get();
                            crowd.dawdle().await();
                            guard.set(seen + 1);
                            counted[0]++;
                        }
                    }
                });
            }
            crowd.abortSome().await();
            crowd.join().await();
        });

        assertThat(mutex).hasToString("Mutex[" + counted[0] + "]"); // unlocked, and no count is lost
        assertThat(counted[0]).isPositive();
    }

    @PolluxTest(seeds = 100)
    void rwLock_letsAWriterBeAlone(TestRuntime runtime) throws Exception {
        var lock = new RwLock<>(0, 3);
        int[] counted = new int[1];
        runtime.run(() -> {
            for (int i = 0; i < TASKS; i++) {
                crowd.add(() -> {
                    crowd.dawdle().await();
                    try (var guard = lock.write().await()) {
                        beAlone();
                        int seen = guard.get();
                        crowd.dawdle().await();
                        beAlone();
                        guard.set(seen + 1);
                        counted[0]++;
                    }
                });
                crowd.add(() -> {
                    crowd.dawdle().await();
                    try (var guard = lock.read().await()) {
                        int seen = guard.get();
                        inside++;
                        try {
                            assertThat(inside).isLessThanOrEqualTo(3);
                            crowd.dawdle().await();
                            assertThat(guard.get()).isEqualTo(seen);
                        } finally {
                            inside--;
                        }
                    }
                });
            }
            crowd.abortSome().await();
            crowd.join().await();
        });

        try (var guard = lock.tryWrite()) {
            assertThat(guard.get()).isEqualTo(counted[0]).isPositive();
        }
    }

    private void beAlone() {
        assertThat(inside).isZero();
    }

    @PolluxTest(seeds = 100)
    void rwLock_downgraded_letsReadersInAndNoWriter(TestRuntime runtime) throws Exception {
        var lock = new RwLock<>(0);
        runtime.run(() -> {
            for (int i = 0; i < TASKS; i++) {
                crowd.add(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        var writer = lock.write().await();
                        writer.set(writer.get() + 1);
                        int written = writer.get();
                        try (var reader = writer.downgrade()) {
                            crowd.dawdle().await();
                            assertThat(reader.get()).isEqualTo(written);
                        }
                        crowd.dawdle().await();
                    }
                });
            }
            crowd.abortSome().await();
            crowd.join().await();
        });

        assertThat(lock.tryWrite()).isNotNull();
    }

    @PolluxTest(seeds = 100)
    void semaphore_neverGivesMoreThanThereIs_andGetsAllBack(TestRuntime runtime) throws Exception {
        var semaphore = new Semaphore(4);
        runtime.run(() -> {
            for (int i = 0; i < TASKS; i++) {
                crowd.add(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        int wanted = crowd.upTo(4);
                        try (var permit = semaphore.acquireMany(wanted).await()) {
                            inside += wanted;
                            try {
                                assertThat(inside).isLessThanOrEqualTo(4);
                                crowd.dawdle().await();
                            } finally {
                                inside -= wanted;
                            }
                            assertThat(permit.count()).isEqualTo(wanted);
                        }
                    }
                });
            }
            crowd.abortSome().await();
            crowd.join().await();
        });

        assertThat(semaphore).hasToString("Semaphore[4 free]"); // and nobody is in line
    }
}
