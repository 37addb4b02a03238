package dev.pollux.vocabulary;

import static dev.pollux.Pollux.*;
import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.stream.Stream;
import dev.pollux.stream.Unfolded;
import dev.pollux.task.TaskCancelledException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams in compiled blocks, whose lambdas await. */
@Timeout(60)
class StreamsInTasksTest {

    private final List<Object> log = new CopyOnWriteArrayList<>();
    private final AsyncRuntime runtime = AsyncRuntime.currentThread().build();

    @AfterEach
    void close() {
        runtime.close();
    }

    private static Future<String> fetch(int x) {
        return async(() -> {
            yieldNow().await();
            return "v" + x;
        });
    }

    /** Counts for ever, and tells when it goes. */
    private Stream<Integer> counter() {
        return stream(out -> {
            try {
                for (int x = 0; ; x++) {
                    log.add("makes " + x);
                    out.emit(x).await();
                }
            } finally {
                log.add("gone");
            }
        });
    }

    // ---------------------------------------------------------------- generators

    @Test
    void generator_awaitsBetweenItsValues_yieldsThemInOrder() throws Exception {
        Stream<String> stream = stream(out -> {
            for (int x = 0; x < 3; x++) {
                out.emit(fetch(x).await()).await();
            }
            out.emit("end").await();
        });

        assertThat(runtime.blockOn(stream.toList())).containsExactly("v0", "v1", "v2", "end");
    }

    @Test
    void generator_consumedInALoop_runsNoFurtherThanAsked() throws Exception {
        runtime.blockOn(async(() -> {
            Stream<Integer> stream = counter();
            for (var x = stream.next().await(); x != null; x = stream.next().await()) {
                log.add("takes " + x);
                if (x == 1) {
                    stream.drop();
                    break;
                }
            }
        }));

        assertThat(log).containsExactly("makes 0", "takes 0", "makes 1", "takes 1", "gone");
    }

    @Test
    void generator_droppedByTake_finishesItsCleanUpFirst() throws Exception {
        Stream<Integer> stream = stream(out -> {
            try {
                for (int x = 0; ; x++) {
                    out.emit(x).await();
                }
            } finally {
                yieldNow().await();
                log.add("cleaned up");
            }
        });

        var values = runtime.blockOn(stream.take(2).toList().map(list -> {
            log.add("list");
            return list;
        }));

        assertThat(values).containsExactly(0, 1);
        assertThat(log).containsExactly("cleaned up", "list");
    }

    @Test
    void generator_fails_failsWhoTakesItsValues() {
        Stream<Integer> stream = stream(out -> {
            out.emit(1).await();
            throw new java.io.IOException("planned");
        });

        assertThatThrownBy(() -> runtime.blockOn(stream.inspect(log::add).count()))
                .isInstanceOf(java.io.IOException.class)
                .hasMessage("planned");

        assertThat(log).containsExactly(1);
    }

    @Test
    void generator_takerIsAborted_runsItsFinallyBlocks() throws Exception {
        runtime.blockOn(async(() -> {
            var task = spawn(counter().forEachAsync(x -> Futures.pending().await()));
            yieldNow().await();
            task.abort();
            try {
                task.await();
            } catch (TaskCancelledException expected) {
                log.add("aborted");
            }
        }));

        assertThat(log).containsExactly("makes 0", "gone", "aborted");
    }

    @Test
    void generator_recursive_yieldsWhatItsChildrenYield() throws Exception {
        assertThat(runtime.blockOn(countDown(3).toList())).containsExactly(3, 2, 1);
    }

    private static Stream<Integer> countDown(int from) {
        return stream(out -> {
            if (from > 0) {
                out.emit(from).await();
                countDown(from - 1).forEachAsync(x -> out.emit(x).await()).await();
            }
        });
    }

    @Test
    void unfold_functionAwaits_yieldsEachState() throws Exception {
        Stream<String> stream = unfold(0, x -> x < 3 ? new Unfolded<>(fetch(x).await(), x + 1) : null);

        assertThat(runtime.blockOn(stream.toList())).containsExactly("v0", "v1", "v2");
    }

    // ---------------------------------------------------------------- adapters whose functions await

    @Test
    void mapAsync_functionAwaits_yieldsItsResultsInOrder() throws Exception {
        assertThat(runtime.blockOn(of(1, 2, 3).mapAsync(x -> fetch(x).await()).toList()))
                .containsExactly("v1", "v2", "v3");
        assertThat(runtime.blockOn(of(1, 2, 3).then(StreamsInTasksTest::fetch).toList()))
                .containsExactly("v1", "v2", "v3");
    }

    @Test
    void filterAsync_conditionAwaits_keepsWhatItHoldsFor() throws Exception {
        assertThat(runtime.blockOn(of(1, 2, 3)
                        .filterAsync(x -> !fetch(x).await().equals("v2"))
                        .toList()))
                .containsExactly(1, 3);
    }

    @Test
    void forEachAsync_blockAwaits_runsOneAfterTheOther() throws Exception {
        runtime.blockOn(of(1, 2).forEachAsync(x -> {
            log.add("begin " + x);
            log.add(fetch(x).await());
        }));

        assertThat(log).containsExactly("begin 1", "v1", "begin 2", "v2");
    }

    // ---------------------------------------------------------------- collections

    @Test
    void mapAsync_listInABlock_yieldsTheResultsInOrder() throws Exception {
        List<String> results = runtime.blockOn(async(() -> {
            var base = 10;
            return mapAsync(List.of(1, 2, 3), x -> fetch(base + x).await()).await();
        }));

        assertThat(results).containsExactly("v11", "v12", "v13");
    }

    @Test
    void forEachAsync_listInABlock_runsOneAfterTheOther() throws Exception {
        var seen = new ArrayList<String>();

        runtime.blockOn(async(() -> {
            forEachAsync(List.of(1, 2, 3), x -> seen.add(fetch(x).await())).await();
            seen.add("done");
        }));

        assertThat(seen).containsExactly("v1", "v2", "v3", "done");
    }

    // ---------------------------------------------------------------- select

    @Test
    @Behaviour({"SEL-12", "f:stream_select_next_some-02", "f:stream_select_next_some-03"})
    void select_nextOfSeveralStreamsInALoop_losesNoValue() throws Exception {
        Stream<String> left = of(1, 2, 3).mapAsync(x -> fetch(x).await()).fuse();
        Stream<String> right = from(IntStream.range(4, 10).boxed().toList()).then(StreamsInTasksTest::fetch);

        runtime.blockOn(async(() -> {
            while (!left.isTerminated() || !right.isTerminated()) {
                String value = select(
                                when(left.isTerminated() ? pending() : left.next(), x -> x),
                                when(right.isTerminated() ? pending() : right.next(), x -> x))
                        .await();
                if (value != null) {
                    log.add(value);
                }
            }
        }));

        assertThat(log).containsExactlyInAnyOrder("v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9");
    }

    // ---------------------------------------------------------------- fairness

    @Test
    void forEach_longCollection_letsOtherTasksRunMeanwhile() throws Exception {
        runtime.blockOn(async(() -> {
            var other = spawn(async(() -> {
                log.add("other");
            }));
            from(IntStream.range(0, 10_000).boxed().toList()).forEach(x -> {}).await();
            log.add("all");
            other.await();
        }));

        assertThat(log).containsExactly("other", "all");
    }

    // ---------------------------------------------------------------- dumps

    @Test
    void dump_taskThatTakesFromAGenerator_showsWhereTheGeneratorStands() throws Exception {
        String dump = runtime.blockOn(async(() -> {
            Stream<Integer> stream = stream(out -> {
                Futures.pending().await();
                out.emit(1).await();
            });
            var task = spawn(stream.map(x -> x + 1).toList());
            yieldNow().await();
            String text = runtime.dump().toString();
            task.abort();
            return text;
        }));

        assertThat(dump).containsPattern("(?s)collect\\s.*map\\s.*stream\\s.*StreamsInTasksTest.*pending");
    }
}
