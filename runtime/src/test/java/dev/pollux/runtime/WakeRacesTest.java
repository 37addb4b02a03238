package dev.pollux.runtime;

import static dev.pollux.Pollux.fromStage;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.future.Futures.async;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.JoinSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wakes, yields and ends of tasks that come from several sides at once, on every kind of runtime. */
@Timeout(60)
@SuppressWarnings("pollux:blocking-call") // tests block on purpose
class WakeRacesTest {

    private AsyncRuntime build(RuntimeBuilder builder) {
        return builder.build();
    }

    @Test
    @Behaviour("t:task_yield_now-01")
    void yieldNow_outsideARuntime_isPendingOnceAndWokenByItself() throws Exception {
        AtomicInteger wakes = new AtomicInteger();
        Future<Void> yield = yieldNow();

        assertThat(yield.poll(Context.of(wakes::incrementAndGet)).isReady()).isFalse();
        assertThat(wakes).hasValue(1);
        assertThat(yield.poll(Context.of(wakes::incrementAndGet)).isReady()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTC-34")
    void tasksThatWakeEachOtherWhenDropped_doNotHangTheShutdown(RuntimeSize size) throws Exception {
        WakingWhenDropped first = new WakingWhenDropped();
        WakingWhenDropped second = new WakingWhenDropped();
        first.other = second;
        second.other = first;
        try (AsyncRuntime runtime = build(size.builder())) {
            runtime.spawn(first).drop();
            runtime.spawn(second).drop();
            runtime.blockOn(async(() -> {
                while (first.waker == null || second.waker == null) {
                    yieldNow().await();
                }
            }));
        }

        assertThat(first.dropped && second.dropped).isTrue();
    }

    private static final class WakingWhenDropped implements Future<Void> {

        private WakingWhenDropped other;
        private volatile Waker waker;
        private volatile boolean dropped;

        @Override
        public Poll<Void> poll(Context cx) {
            waker = cx.waker();
            return Poll.pending();
        }

        @Override
        public void drop() {
            dropped = true;
            other.waker.wake();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTC-46")
    void wakesFromAnotherThread_duringTheShutdown_hangNobody(RuntimeSize size) throws Exception {
        for (int round = 0; round < 5; round++) {
            Queue<Waker> wakers = new ConcurrentLinkedQueue<>();
            AtomicBoolean over = new AtomicBoolean();
            AsyncRuntime runtime = build(size.builder());
            for (int i = 0; i < 2_000; i++) {
                runtime.spawn(cx -> {
                            wakers.add(cx.waker());
                            return Poll.pending();
                        })
                        .drop();
            }
            Thread waking = new Thread(() -> {
                while (!over.get()) {
                    Waker each = wakers.poll();
                    if (each != null) {
                        each.wake();
                    }
                }
            });
            waking.start();

            runtime.close();

            over.set(true);
            waking.join();
            assertThat(runtime.spawn(() -> 1).isFinished()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("LMT-12")
    void taskThatIsWokenFromTwoSides_runsToItsEnd(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = build(size.builder())) {
            for (int round = 0; round < 200; round++) {
                CompletableFuture<Integer> left = new CompletableFuture<>();
                CompletableFuture<Integer> right = new CompletableFuture<>();
                Thread outside = new Thread(() -> left.complete(1));
                int sum = runtime.blockOn(async(() -> {
                    JoinHandle<Integer> task = spawn(
                            () -> fromStage(left).await() + fromStage(right).await());
                    outside.start();
                    right.complete(2);
                    return task.await();
                }));
                outside.join();

                assertThat(sum).isEqualTo(3);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTC-45")
    void pairsThatPingPongForever_doNotStarveATaskThatYields(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = build(size.builder())) {
            List<JoinHandle<Object>> players = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Waker[] seats = new Waker[2];
                players.add(runtime.spawn(player(seats, 0)));
                players.add(runtime.spawn(player(seats, 1)));
            }
            int yields = runtime.blockOn(async(() -> spawn(() -> {
                        int done = 0;
                        while (done < 5) {
                            yieldNow().await();
                            done++;
                        }
                        return done;
                    })
                    .await()));
            players.forEach(JoinHandle::abort);

            assertThat(yields).isEqualTo(5);
        }
    }

    private static Future<Object> player(Waker[] seats, int seat) {
        return cx -> {
            synchronized (seats) {
                seats[seat] = cx.waker();
            }
            Waker other;
            synchronized (seats) {
                other = seats[1 - seat];
            }
            if (other != null) {
                other.wake();
            }
            return Poll.pending();
        };
    }

    // ---------------------------------------------------------------- join sets under races

    @ParameterizedTest
    @EnumSource
    @Behaviour("LJS-01")
    void membersThatEndOnOtherThreads_areAllCollected(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = build(size.builder())) {
            for (int round = 0; round < 100; round++) {
                List<Integer> joined = runtime.blockOn(async(() -> {
                    JoinSet<Integer> set = new JoinSet<>();
                    for (int i = 0; i < 50; i++) {
                        int value = i;
                        set.spawn(() -> {
                            if (value % 3 == 0) {
                                yieldNow().await();
                            }
                            return value;
                        });
                    }
                    List<Integer> values = new ArrayList<>();
                    while (!set.isEmpty()) {
                        values.add(set.joinNext().await());
                    }
                    return values;
                }));

                Collections.sort(joined);
                assertThat(joined).isEqualTo(IntStream.range(0, 50).boxed().toList());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("LJS-02")
    void abortAll_racingTheEndsOfMembers_givesEachOneOutcome(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = build(size.builder())) {
            for (int round = 0; round < 200; round++) {
                Set<Object> ids = runtime.blockOn(async(() -> {
                    JoinSet<Integer> set = new JoinSet<>();
                    for (int i = 0; i < 20; i++) {
                        set.spawn(() -> 1);
                    }
                    set.abortAll();
                    Set<Object> seen = new HashSet<>();
                    while (!set.isEmpty()) {
                        seen.add(set.joinNextOutcome().await().taskId());
                    }
                    return seen;
                }));

                assertThat(ids).hasSize(20);
            }
        }
    }
}
