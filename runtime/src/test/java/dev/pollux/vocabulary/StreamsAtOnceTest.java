package dev.pollux.vocabulary;

import static dev.pollux.Pollux.*;
import static dev.pollux.future.Futures.when;
import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.Pollux;
import dev.pollux.future.Future;
import dev.pollux.future.FuturesUnordered;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.stream.Publishers;
import dev.pollux.stream.Sinks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several futures or streams at once, and sinks, in compiled blocks. */
@Timeout(60)
class StreamsAtOnceTest {

    private final AsyncRuntime runtime = AsyncRuntime.currentThread().build();
    private final List<Object> log = new CopyOnWriteArrayList<>();
    private int running;
    private int most;

    @AfterEach
    void close() {
        runtime.close();
    }

    /** Is under way for some rounds, the longer the smaller. */
    private Future<Integer> work(int x) {
        return async(() -> {
            running++;
            most = Math.max(most, running);
            try {
                for (int round = x; round < 10; round++) {
                    yieldNow().await();
                }
                return x * 10;
            } finally {
                running--;
                log.add("left " + x);
            }
        });
    }

    @Test
    void buffered_lambdaAwaits_keepsTheOrderAndTheLimit() throws Exception {
        List<Integer> results =
                runtime.blockOn(of(1, 5, 9, 2).buffered(3, x -> work(x).await()).toList());

        assertThat(results).containsExactly(10, 50, 90, 20);
        assertThat(most).isEqualTo(3);
    }

    @Test
    void bufferUnordered_lambdaAwaits_yieldsTheQuickFirst() throws Exception {
        List<Integer> results = runtime.blockOn(
                of(1, 5, 9).bufferUnordered(3, x -> work(x).await()).toList());

        assertThat(results).containsExactly(90, 50, 10);
    }

    @Test
    void forEachConcurrent_oneFails_dropsTheOthersWithTheirCleanUp() {
        var failure = new IllegalStateException("planned");

        assertThatThrownBy(() -> runtime.blockOn(of(1, 2, 9).forEachConcurrent(3, x -> {
                    work(x).await();
                    throw failure;
                })))
                .isSameAs(failure);

        assertThat(log).containsExactlyInAnyOrder("left 9", "left 1", "left 2");
    }

    @Test
    void mapAsync_concurrent_keepsTheOrder() throws Exception {
        List<Integer> numbers = IntStream.range(0, 10).boxed().toList();

        List<Integer> results = runtime.blockOn(mapAsync(numbers, concurrent(4), x -> work(x).await()));

        assertThat(results).isEqualTo(numbers.stream().map(x -> x * 10).toList());
        assertThat(most).isEqualTo(4);
    }

    @Test
    void forEachAsync_concurrent_runsForAll() throws Exception {
        List<Integer> seen = new CopyOnWriteArrayList<>();

        runtime.blockOn(forEachAsync(List.of(1, 2, 3), concurrent(2), x -> {
            seen.add(work(x).await());
        }));

        assertThat(seen).containsExactlyInAnyOrder(10, 20, 30);
        assertThat(most).isEqualTo(2);
    }

    @Test
    @Behaviour({"f:stream_select_next_some-02", "f:stream_select_next_some-03", "FMA-06", "SEL-12"})
    void select_overStreamsAndASetOfFutures_takesAllOfBoth() throws Exception {
        var stream = of(1, 2, 3).then(this::work);
        var set = new FuturesUnordered<Integer>();
        set.push(work(7));
        set.push(work(8));

        List<Integer> seen = runtime.blockOn(async(() -> {
            List<Integer> got = new ArrayList<>();
            boolean more = true;
            while (more || !set.isEmpty()) {
                Integer value;
                if (!more) {
                    value = set.next().await();
                } else if (set.isEmpty()) {
                    value = stream.next().await();
                } else {
                    value = select(when(stream.next(), x -> x), when(set.next(), x -> x))
                            .await();
                }
                if (value == null) {
                    more = false;
                } else {
                    got.add(value);
                }
            }
            return got;
        }));

        assertThat(seen).containsExactlyInAnyOrder(10, 20, 30, 70, 80);
    }

    @Test
    void sinkWith_lambdaAwaits_makesEachValueInTurn() throws Exception {
        List<Integer> results = new ArrayList<>();

        runtime.blockOn(of(1, 9).forward(Sinks.<Integer>into(results).with((Integer x) -> work(x).await())));

        assertThat(results).containsExactly(10, 90);
        assertThat(most).isEqualTo(1);
    }

    @Test
    void publishers_spawnedTask_bringsTheValues() throws Exception {
        List<Integer> results = runtime.blockOn(async(() -> {
            var publisher = Publishers.ofStream(of(1, 2, 3).then(this::work), Pollux::spawn);
            return Publishers.toStream(publisher, 2).toList().await();
        }));

        assertThat(results).containsExactly(10, 20, 30);
    }
}
