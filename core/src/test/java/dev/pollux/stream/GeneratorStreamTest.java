package dev.pollux.stream;

import static dev.pollux.future.Futures.join;
import static dev.pollux.future.Futures.joinAll;
import static dev.pollux.future.Futures.pollFn;
import static dev.pollux.future.Futures.ready;
import static dev.pollux.stream.Streams.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.AsyncConsumer;
import dev.pollux.future.AwaitTree;
import dev.pollux.future.Future;
import dev.pollux.future.FuturesUnordered;
import dev.pollux.future.Poll;
import dev.pollux.future.Polled;
import dev.pollux.future.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The traffic between a generator and its stream, with bodies made by hand. Compiled blocks: see GeneratorsTest of the runtime. */
class GeneratorStreamTest {

    private final List<Object> log = new ArrayList<>();

    /** Stands for a lambda that awaits. */
    private static <T> Stream<T> generator(Function<Emitter<T>, Future<?>> body) {
        return stream(new AsyncConsumer<Emitter<T>>() {
            @Override
            public void run(Emitter<T> out) {
                throw new AssertionError("only compiled blocks are called");
            }

            @Override
            public Future<Void> future(Emitter<T> out) {
                return body.apply(out).map(value -> null);
            }
        });
    }

    @Test
    void emit_oneAfterTheOther_runsNoFurtherThanAsked() throws Exception {
        var stream = PolledStream.of(GeneratorStreamTest.<String>generator(out -> {
            log.add("made");
            return out.emit("a").andThen(none -> {
                log.add("after a");
                return out.emit("b");
            });
        }));
        assertThat(log).isEmpty();

        stream.assertNext("a");
        assertThat(log).containsExactly("made");

        stream.assertNext("b").assertEnd();
        assertThat(stream.wakes()).isZero();
        assertThat(log).containsExactly("made", "after a");
    }

    @Test
    void poll_bodyWaitsForAnother_isPendingAndShowsIt() throws Exception {
        var other = Probe.<String>named("the other", new ArrayList<>());
        Stream<String> stream = generator(out -> other.andThen(out::emit));
        var polled = PolledStream.of(stream).assertPending();
        assertThat(AwaitTree.of(stream.next()).toString())
                .startsWith("next\n  stream\n")
                .contains("the other\n");

        other.complete("a");

        assertThat(polled.wakes()).isEqualTo(1);
        polled.assertNext("a").assertEnd();
    }

    @Test
    void poll_bodyFails_failsByThatVeryFailureAndEnds() throws Exception {
        var failure = new Exception("planned");
        var stream = PolledStream.of(
                GeneratorStreamTest.<String>generator(out -> out.emit("a").andThen(none -> {
                    throw failure;
                })));

        assertThat(stream.assertNext("a").assertFails()).isSameAs(failure);

        stream.assertEnd();
    }

    @Test
    void poll_blockWithoutAwaits_runsAtTheFirstPollAndEnds() throws Exception {
        var stream = PolledStream.of(Streams.<String>stream(out -> log.add("ran")));
        assertThat(log).isEmpty();

        stream.assertEnd();

        assertThat(log).containsExactly("ran");
    }

    @Test
    void drop_suspendedBody_isDroppedOnce() throws Exception {
        var body = Probe.<String>create();
        var stream = PolledStream.of(GeneratorStreamTest.<String>generator(out -> body))
                .assertPending();

        stream.drop();
        stream.drop();

        assertThat(body.drops).isEqualTo(1);
    }

    @Test
    void drop_beforeTheFirstPoll_neverMakesTheBody() {
        generator(out -> {
                    log.add("made");
                    return ready(null);
                })
                .drop();

        assertThat(log).isEmpty();
    }

    // ---------------------------------------------------------------- several emits

    @Test
    void emit_severalAtOnce_yieldsEachInTurn() throws Exception {
        PolledStream.of(GeneratorStreamTest.<String>generator(out -> join(out.emit("a"), out.emit("b"))))
                .assertNext("a")
                .assertNext("b")
                .assertEnd();
    }

    @Test
    void emit_severalInASetOfFutures_yieldsEachInTurn() throws Exception {
        var stream = PolledStream.of(GeneratorStreamTest.<String>generator(
                out -> joinAll(List.of(out.emit("a"), out.emit("b"), out.emit("c")))));

        assertThat(stream.drain()).containsExactly("a", "b", "c");

        stream.assertEnd();
    }

    @Test
    void emit_droppedBeforeItsValueWasTaken_isWithdrawnAndMakesRoom() throws Exception {
        var set = new FuturesUnordered<Void>();
        var stream = PolledStream.of(GeneratorStreamTest.<String>generator(out -> {
            var withdrawn = out.emit("withdrawn");
            set.push(out.emit("b"));
            var next = set.next();
            return pollFn(cx -> {
                if (log.isEmpty()) {
                    log.add("once");
                    withdrawn.poll(cx);
                    next.poll(cx); // finds the slot taken
                    withdrawn.drop();
                }
                return next.poll(cx);
            });
        }));

        stream.assertNext("b").assertEnd();
    }

    @Test
    void emit_bodyReturnsWithoutWaiting_yieldsTheValueAndThenTheEnd() throws Exception {
        PolledStream.of(GeneratorStreamTest.<String>generator(out -> pollFn(cx -> {
                    out.emit("a").poll(cx);
                    return Poll.ready(null);
                })))
                .assertNext("a")
                .assertEnd();
    }

    @Test
    void emit_intoAnOuterGenerator_yieldsThere() throws Exception {
        Stream<String> outer = generator(out -> GeneratorStreamTest.<String>generator(
                        inner -> out.emit("outer").andThen(none -> inner.emit("inner")))
                .next()
                .andThen(out::emit));

        PolledStream.of(outer).assertNext("outer").assertNext("inner").assertEnd();
    }

    // ---------------------------------------------------------------- mistakes

    @Test
    void emit_null_isRefused() throws Exception {
        var stream = PolledStream.of(generator(out -> out.emit(null)));

        assertThat(stream.assertFails())
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("end");

        stream.assertEnd();
    }

    @Test
    void emit_fromElsewhere_isRefused() throws Exception {
        var kept = new ArrayList<Emitter<String>>();
        var stream = PolledStream.of(GeneratorStreamTest.<String>generator(out -> {
            kept.add(out);
            return out.emit("a");
        }));
        stream.assertNext("a");

        assertThat(Polled.of(kept.get(0).emit("b")).assertFails())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside the generator itself");

        stream.assertEnd();
        assertThat(Polled.of(kept.get(0).emit("c")).assertFails()).hasMessageContaining("after the generator's end");
    }

    @Test
    void emit_polledAgainAfterItsValueWasTaken_isRefused() throws Exception {
        var failures = new ArrayList<Throwable>();
        var stream = PolledStream.of(GeneratorStreamTest.<String>generator(out -> {
            var emit = out.emit("a");
            return emit.andThen(none -> {
                failures.add(Polled.of(emit).assertFails());
                return ready(null);
            });
        }));

        stream.assertNext("a").assertEnd();

        assertThat(failures).hasSize(1).first().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void emit_hostileWaker_failsThePollAndKeepsTheRest() throws Exception {
        var failure = new IllegalStateException("of the waker");
        var stream = PolledStream.of(GeneratorStreamTest.<String>generator(out -> {
            var first = out.emit("a");
            return pollFn(cx -> first.poll(cx.withWaker(() -> {
                throw failure;
            })));
        }));

        assertThatThrownBy(stream.assertNext("a")::poll).isSameAs(failure);

        stream.assertEnd();
    }

    @Test
    void poll_bodyThatPollsItsOwnStream_isRefused() throws Exception {
        var self = new ArrayList<Stream<String>>();
        self.add(generator(out -> self.get(0).next()));

        assertThat(PolledStream.of(self.get(0)).assertFails())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside its own poll");
    }
}
