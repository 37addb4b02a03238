package dev.pollux.compiler.weave;

import static dev.pollux.compiler.kit.Garbage.assertCollected;
import static dev.pollux.compiler.kit.Garbage.assertHeld;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.Case;
import dev.pollux.compiler.kit.ManualFuture;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** What a suspended block holds on to, and what not. */
class MemoryTest {

    /** Members of each program here: {@code watch} remembers an object weakly and returns it. */
    private static final String WATCH = """
            java.lang.ref.WeakReference<Object> weak;
            <T> T watch(T what) { weak = new java.lang.ref.WeakReference<>(what); return what; }
            """;

    private static Blocks program(String body) throws Exception {
        return Blocks.of(WATCH + body);
    }

    private static WeakReference<?> watched(Blocks blocks) throws Exception {
        return (WeakReference<?>) blocks.field("weak");
    }

    private static void assertPending(Future<?> block) throws Exception {
        assertThat(Blocks.poll(block)).isSameAs(Poll.PENDING);
    }

    // ---------------------------------------------------------------- variables

    @Test
    @Case(142)
    void variable_deadAtTheSecondAwait_isCollectableThere() throws Exception {
        var blocks = program("""
                Future<?> block() {
                    return async(() -> {
                        byte[] big = watch(new byte[1000]);
                        leaf.await();
                        log(big.length);
                        leaf().await();
                        return 1;
                    });
                }""");
        Future<?> block = blocks.future("block");
        assertPending(block);
        assertHeld(watched(blocks));
        blocks.leaf.complete("v");
        assertPending(block);

        assertCollected(watched(blocks));
        assertPending(block);
    }

    @Test
    @Case(143)
    void capturedVariable_afterItsLastUse_isCollectable() throws Exception {
        var blocks = program("""
                Future<?> block() {
                    Object captured = watch(new Object());
                    return async(() -> { leaf.await(); log(captured.hashCode()); leaf().await(); });
                }""");
        Future<?> block = blocks.future("block");
        assertPending(block);
        assertHeld(watched(blocks));
        blocks.leaf.complete("v");
        assertPending(block);

        assertCollected(watched(blocks));
        assertPending(block);
    }

    @Test
    @Case(147)
    void variable_ofAnEarlierIteration_isCollectableInALaterOne() throws Exception {
        var blocks = program("""
                Future<?> block() {
                    return async(() -> {
                        for (int i = 0; ; i++) {
                            if (i == 0) {
                                Object onlyHere = watch(new Object());
                                Object sameType = new Object();
                                leaf.await();
                                log(onlyHere.hashCode() + sameType.hashCode());
                            } else {
                                Object another = "another";
                                leaf().await();
                                log(another);
                            }
                        }
                    });
                }""");
        Future<?> block = blocks.future("block");
        assertPending(block);
        assertHeld(watched(blocks));
        blocks.leaf.complete("v");
        assertPending(block);

        assertCollected(watched(blocks));
        assertPending(block);
    }

    // ---------------------------------------------------------------- children and their outcomes

    @Test
    @Case(144)
    void child_thatFinished_isCollectableAtTheNextAwait() throws Exception {
        var blocks = program("""
                Future<Object> child() { return watch(async(() -> leaf.await())); }
                Future<?> block() { return async(() -> { child().await(); leaf().await(); }); }""");
        Future<?> block = blocks.future("block");
        assertPending(block);
        assertHeld(watched(blocks));
        blocks.leaf.complete("v");
        assertPending(block);

        assertCollected(watched(blocks));
        assertPending(block);
    }

    @Test
    @Case(144)
    void result_thatNobodyKept_isCollectableAtTheNextAwait() throws Exception {
        var blocks = program("""
                Future<Object> child() { return async(() -> { leaf.await(); return watch(new Object()); }); }
                Future<?> block() { return async(() -> { log(child().await().hashCode()); leaf().await(); }); }""");
        Future<?> block = blocks.future("block");
        assertPending(block);
        blocks.leaf.complete("v");
        assertPending(block);

        assertThat(blocks.log()).hasSize(1);
        assertCollected(watched(blocks));
        assertPending(block);
    }

    @Test
    @Case(145)
    void failure_rethrownByAFinallyThatAwaited_isCollectableOnceHandled() throws Exception {
        var blocks = program("""
                Future<Object> failing() { return async(() -> { throw watch(new Exception("child")); }); }
                Future<?> block() {
                    return async(() -> {
                        try {
                            try { failing().await(); } finally { leaf.await(); }
                        } catch (Exception e) { log(e.getMessage()); }
                        leaf().await();
                        return 1;
                    });
                }""");
        Future<?> block = blocks.future("block");
        assertPending(block);
        assertHeld(watched(blocks));
        blocks.leaf.complete("v");
        assertPending(block);

        assertThat(blocks.log()).containsExactly("child");
        assertCollected(watched(blocks));
        assertPending(block);
    }

    // ---------------------------------------------------------------- the poller's own

    @Test
    @Case(146)
    void contextAndWaker_ofAPendingPoll_areNotKept() throws Exception {
        var blocks = program("Future<?> block() { return async(() -> { leaf.await(); return leaf().await(); }); }");
        Future<?> block = blocks.future("block");
        WeakReference<?> context = pollWithAContextOfItsOwn(block);
        blocks.leaf.complete("v");
        WeakReference<?> next = pollWithAContextOfItsOwn(block);

        assertCollected(context);
        assertCollected(next);
        assertPending(block);
    }

    private static WeakReference<?> pollWithAContextOfItsOwn(Future<?> block) throws Exception {
        Waker waker = new Waker() {
            @Override
            public void wake() {}
        };
        Context context = Context.of(waker);
        assertThat(block.pollRaw(context)).isSameAs(Poll.PENDING);
        return new WeakReference<>(waker);
    }

    // ---------------------------------------------------------------- the end

    @Test
    void finishedBlock_holdsNothing() throws Exception {
        var blocks = program("""
                class Holder { Future<?> block() { return async(() -> leaf.await() == this); } }
                Future<?> block() { return watch(new Holder()).block(); }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.complete("v");
        Blocks.poll(block);

        assertCollected(watched(blocks));
        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void droppedBlock_holdsNothing() throws Exception {
        var blocks = program("""
                Future<?> block() {
                    Object captured = watch(new Object());
                    return async(() -> { leaf.await(); return captured; });
                }""");
        Future<?> block = blocks.future("block");
        assertPending(block);

        block.drop();

        assertThat(blocks.leaves()).allMatch(ManualFuture::isDropped);
        assertCollected(watched(blocks));
        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(IllegalStateException.class);
    }
}
