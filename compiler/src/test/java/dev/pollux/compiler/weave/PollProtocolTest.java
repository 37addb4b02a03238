package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.Case;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a woven block promises to whoever polls it. */
class PollProtocolTest {

    @Test
    @Case(78)
    void poll_neverPolled_hasNoEffect() throws Exception {
        var blocks = Blocks.of("Future<?> block() { return async(() -> { log(\"ran\"); leaf.await(); }); }");

        blocks.future("block");

        assertThat(blocks.log()).isEmpty();
    }

    @Test
    @Case(150)
    void poll_spurious_repeatsNoSideEffect() throws Exception {
        var blocks = Blocks.of("Future<?> block() { return async(() -> { log(\"once\"); return leaf.await(); }); }");
        Future<?> block = blocks.future("block");

        assertThat(Blocks.poll(block)).isSameAs(Poll.PENDING);
        assertThat(Blocks.poll(block)).isSameAs(Poll.PENDING);
        blocks.leaf.complete("v");

        assertThat(Blocks.poll(block)).isEqualTo("v");
        assertThat(blocks.log()).containsExactly("once");
    }

    @Test
    @Case({149, 155})
    void poll_afterReady_isRefusedAndDoesNotRunAgain() throws Exception {
        var blocks = Blocks.of("Future<?> block() { return async(() -> { log(\"once\"); return leaf.await(); }); }");
        Future<?> block = blocks.future("block");
        blocks.leaf.complete(null);

        assertThat(Blocks.poll(block)).isNull();

        assertThatThrownBy(() -> Blocks.poll(block))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("awaited or polled again after it finished or was dropped");
        assertThat(blocks.log()).containsExactly("once");
    }

    @Test
    void await_valueThatIsAPendingPoll_isAValue() throws Exception {
        var blocks = Blocks.of("Future<?> block() { return async(() -> leaf.await()); }");
        Future<?> block = blocks.future("block");
        blocks.leaf.complete(Poll.pending());

        assertThat(Blocks.poll(block)).isSameAs(Poll.pending());
    }

    @Test
    void poll_fromInsideItsOwnPoll_isRefusedAndDoesNoHarm() throws Exception {
        var blocks = Blocks.of("""
                Future<?> self;
                Future<?> block() {
                    self = async(() -> {
                        try { self.poll(Context.of(Waker.noop())); } catch (IllegalStateException e) { log(e.getMessage()); }
                        return leaf.await();
                    });
                    return self;
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.complete("v");

        assertThat(Blocks.poll(block)).isEqualTo("v");
        assertThat(blocks.log()).singleElement().asString().contains("from inside its own poll");
    }

    @Test
    void async_sameBlockTwice_isRefused() throws Exception {
        var blocks = Blocks.of("""
                AsyncBlock<Object> block = () -> leaf.await();
                Future<?> block() { return async(block); }""");
        blocks.future("block");

        assertThatThrownBy(() -> blocks.future("block"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already made into a future");
    }

    @Test
    void run_calledLikeAnOrdinaryLambda_explainsItself() throws Exception {
        var blocks = Blocks.of("""
                Object value() throws Exception { AsyncBlock<Object> b = () -> leaf.await(); return b.run(); }
                Object action() throws Exception { AsyncAction a = () -> { leaf.await(); }; a.run(); return null; }""");

        assertThatThrownBy(() -> blocks.call("value")).hasMessageContaining("make a future of it with async(block)");
        assertThatThrownBy(() -> blocks.call("action")).hasMessageContaining("make a future of it with async(block)");
    }

    @Test
    @Case(96)
    void block_errorInBody_finishesIt() throws Exception {
        var blocks = Blocks.of(
                "Future<?> block() { return async(() -> { leaf.await(); throw new StackOverflowError(); }); }");
        Future<?> block = blocks.future("block");
        blocks.leaf.complete("v");

        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Case(96)
    void block_overflowsTheStack_unwindsAndIsFinished() throws Exception {
        var blocks = Blocks.of("""
                int deep(int n) { return deep(n + 1) + 1; }
                Future<?> block() {
                    return async(() -> { try { leaf.await(); return deep(0); } finally { log("finally"); } });
                }""");
        Future<?> block = blocks.future("block");
        blocks.leaf.complete("v");

        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(IllegalStateException.class);
        block.drop();
        assertThat(blocks.log()).containsExactly("finally");
    }

    @Test
    @Case(96)
    void block_runsOutOfMemory_unwindsAndIsFinished() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> {
                        try { leaf.await(); return new long[Integer.MAX_VALUE][1]; } finally { log("finally"); }
                    });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.complete("v");

        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(IllegalStateException.class);
        block.drop();
        assertThat(blocks.log()).containsExactly("finally");
    }

    // ---------------------------------------------------------------- children

    @ParameterizedTest
    @Case(92)
    @ValueSource(booleans = {true, false})
    void child_failsAtOnceOrAfterPending_landsInTheSameHandlerAsTheSameObject(boolean atOnce) throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> {
                        try {
                            try { return leaf.await(); } catch (IllegalStateException e) { return "wrong handler"; }
                        } catch (java.io.IOException e) { return e; }
                    });
                }""");
        Future<?> block = blocks.future("block");
        var failure = new IOException("planned");
        if (!atOnce) {
            assertThat(Blocks.poll(block)).isSameAs(Poll.PENDING);
        }
        blocks.leaf.fail(failure);

        assertThat(Blocks.poll(block)).isSameAs(failure);
    }

    @Test
    @Case(152)
    void block_resumedOnOtherThreads_findsEveryVariable() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> {
                        int i = 1; long l = 2; double d = 0.5; String s = "s"; int[] a = {4};
                        for (int round = 0; round < 1000; round++) {
                            String before = s.length() > 10 ? "" : s;
                            s = before + leaf().await();
                            i++; l += i; d += 0.5; a[0] += round;
                        }
                        return i + " " + l + " " + d + " " + s.length() + " " + a[0];
                    });
                }""");
        Future<?> block = blocks.future("block");
        ExecutorService first = Executors.newSingleThreadExecutor();
        ExecutorService second = Executors.newSingleThreadExecutor();
        try {
            Object answer = Poll.PENDING;
            for (int poll = 0; answer == Poll.PENDING; poll++) {
                ExecutorService next = poll % 2 == 0 ? first : second;
                answer = next.submit(() -> Blocks.poll(block)).get();
                blocks.leaves().forEach(leaf -> leaf.complete("x"));
            }
            assertThat(answer).isEqualTo("1001 501502 500.5 11 499504");
        } finally {
            first.shutdown();
            second.shutdown();
        }
    }

    // ---------------------------------------------------------------- depth

    private static final String LEVELS = """
            Future<Object> level(int n) {
                return async(() -> {
                    try { return n == 0 ? leaf.await() : level(n - 1).await(); } finally { finished++; }
                });
            }
            int finished;
            Future<?> shallow() { return level(500); }
            Future<?> deep() { return level(10_000); }""";

    /** Small enough for ten thousand levels to overflow it everywhere, and what a thread gets at least. */
    private static final long STACK = 512 * 1024;

    @Test
    @Case(153)
    void chain_fiveHundredDeep_works() throws Exception {
        var blocks = Blocks.of(LEVELS);
        Future<?> block = blocks.future("shallow");

        assertThat(onSmallStack(() -> Blocks.poll(block))).isSameAs(Poll.PENDING);
        blocks.leaf.complete("v");

        assertThat(onSmallStack(() -> Blocks.poll(block))).isEqualTo("v");
        assertThat(blocks.field("finished")).isEqualTo(501);
    }

    @Test
    @Case(153)
    void chain_fiveHundredDeep_isDropped() throws Exception {
        var blocks = Blocks.of(LEVELS);
        Future<?> block = blocks.future("shallow");
        assertThat(onSmallStack(() -> Blocks.poll(block))).isSameAs(Poll.PENDING);

        onSmallStack(() -> {
            block.drop();
            return "dropped";
        });

        assertThat(blocks.leaf.isDropped()).isTrue();
        assertThat(blocks.field("finished")).isEqualTo(501);
    }

    @Test
    @Case(153)
    void chain_tenThousandDeep_overflowsTheStackAndFails() throws Exception {
        var blocks = Blocks.of(LEVELS);
        Future<?> block = blocks.future("deep");

        assertThat(onSmallStack(() -> Blocks.poll(block))).isInstanceOf(StackOverflowError.class);

        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(IllegalStateException.class);
        assertThatCode(block::drop).doesNotThrowAnyException();
    }

    /** Runs something on a thread with a stack of {@link #STACK} bytes, and returns its value or what it threw. */
    private static Object onSmallStack(Callable<Object> action) throws InterruptedException {
        AtomicReference<Object> outcome = new AtomicReference<>();
        Runnable recording = () -> {
            try {
                outcome.set(action.call());
            } catch (Throwable thrown) {
                outcome.set(thrown);
            }
        };
        Thread thread = new Thread(null, recording, "small stack", STACK);
        thread.start();
        thread.join();
        return outcome.get();
    }
}
