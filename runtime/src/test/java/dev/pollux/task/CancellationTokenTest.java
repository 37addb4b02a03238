package dev.pollux.task;

import static dev.pollux.future.Futures.async;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Futures;
import dev.pollux.future.Waker;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens, polled by hand: they need no runtime. */
class CancellationTokenTest {

    private final CancellationToken token = new CancellationToken();

    // ---------------------------------------------------------------- waiting

    @Test
    @Behaviour({"CAN-01", "CAN-02"})
    void cancel_wakesPolledWaitersOnly_andCompletesAll() throws Exception {
        ByHand<Void> polled = ByHand.of(token.cancelled()).assertPending();
        ByHand<Void> unpolled = ByHand.of(token.cancelled());
        assertThat(token.isCancelled()).isFalse();

        token.cancel();

        assertThat(token.isCancelled()).isTrue();
        assertThat(polled.wakes()).isEqualTo(1);
        assertThat(unpolled.wakes()).isZero();
        polled.assertReady();
        unpolled.assertReady();
    }

    @Test
    void cancel_twice_wakesOnce() throws Exception {
        ByHand<Void> wait = ByHand.of(token.cancelled()).assertPending();

        token.cancel();
        token.cancel();

        assertThat(wait.wakes()).isEqualTo(1);
    }

    @Test
    @Behaviour("CAN-03")
    void wait_dropped_isNotWoken() throws Exception {
        ByHand<Void> first = ByHand.of(token.cancelled()).assertPending();
        ByHand<Void> dropped = ByHand.of(token.cancelled()).assertPending();
        ByHand<Void> last = ByHand.of(token.cancelled()).assertPending();

        dropped.drop();
        token.cancel();

        assertThat(dropped.wakes()).isZero();
        assertThat(first.wakes()).isEqualTo(1);
        assertThat(last.wakes()).isEqualTo(1);
    }

    @Test
    void wait_polledAgain_wakesTheLatestWakerOnly() throws Exception {
        var wait = token.cancelled();
        ByHand<Void> earlier = ByHand.of(wait).assertPending();
        ByHand<Void> later = ByHand.of(wait).assertPending();

        token.cancel();

        assertThat(earlier.wakes()).isZero();
        assertThat(later.wakes()).isEqualTo(1);
    }

    @Test
    void wait_afterItWasReady_isMisuse() throws Exception {
        token.cancel();
        ByHand<Void> wait = ByHand.of(token.cancelled());
        wait.assertReady();

        assertThat(wait.assertFails()).isInstanceOf(IllegalStateException.class).hasMessageContaining("cancelled");
    }

    @Test
    void waker_thatThrows_hurtsNobodyElse() throws Exception {
        Context throwing = Context.of(Waker.of(() -> {
            throw new IllegalStateException("waker");
        }));
        token.cancelled().poll(throwing);
        ByHand<Void> other = ByHand.of(token.childToken().cancelled()).assertPending();
        List<Throwable> uncaught = new ArrayList<>();
        Thread canceller = new Thread(token::cancel);
        canceller.setUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));

        canceller.start();
        canceller.join();

        assertThat(other.wakes()).isEqualTo(1);
        assertThat(uncaught).singleElement().isInstanceOf(IllegalStateException.class);
    }

    // ---------------------------------------------------------------- the tree

    @Test
    @Behaviour("CAN-04")
    void cancel_reachesTheChild() throws Exception {
        CancellationToken child = token.childToken();
        ByHand<Void> wait = ByHand.of(child.cancelled()).assertPending();

        token.cancel();

        assertThat(child.isCancelled()).isTrue();
        assertThat(wait.wakes()).isEqualTo(1);
    }

    @Test
    @Behaviour("CAN-05")
    void cancel_reachesAGrandchildWhoseParentWasForgotten() throws Exception {
        CancellationToken grandchild = childOfForgotten(token);

        token.childToken(); // takes the forgotten one out
        token.cancel();

        assertThat(grandchild.isCancelled()).isTrue();
    }

    /** Returns the child of a child that is garbage, and seen to be. */
    private static CancellationToken childOfForgotten(CancellationToken token) throws InterruptedException {
        CancellationToken[] middle = {token.childToken()};
        CancellationToken grandchild = middle[0].childToken();
        WeakReference<CancellationToken> forgotten = new WeakReference<>(middle[0]);
        middle[0] = null;
        collect(forgotten);
        return grandchild;
    }

    private static void collect(WeakReference<?> garbage) {
        while (garbage.get() != null) {
            System.gc();
        }
    }

    @Test
    @Behaviour("CAN-06")
    void cancel_ofAChild_leavesTheParentAlone() throws Exception {
        CancellationToken child = token.childToken();
        ByHand<Void> wait = ByHand.of(token.cancelled()).assertPending();

        child.cancel();

        assertThat(child.isCancelled()).isTrue();
        assertThat(token.isCancelled()).isFalse();
        assertThat(wait.wakes()).isZero();
    }

    @Test
    @Behaviour("CAN-07")
    void childOfACancelledToken_isCancelledFromTheStart() throws Exception {
        token.cancel();

        CancellationToken child = token.childToken();

        assertThat(child.isCancelled()).isTrue();
        ByHand.of(child.cancelled()).assertReady();
        assertThat(child.childToken().isCancelled()).isTrue();
    }

    @Test
    @Behaviour({"CAN-08", "CAN-10"})
    void forgottenRelatives_cancelNobody() throws Exception {
        CancellationToken[] root = {new CancellationToken()};
        CancellationToken child = root[0].childToken();
        CancellationToken sibling = root[0].childToken();
        WeakReference<CancellationToken> forgotten = new WeakReference<>(root[0]);
        root[0] = null;
        collect(forgotten);

        CancellationToken grandchild = child.childToken(); // takes the root out
        assertThat(List.of(child.isCancelled(), sibling.isCancelled(), grandchild.isCancelled()))
                .containsOnly(false);
        child.cancel();

        assertThat(grandchild.isCancelled()).isTrue();
        assertThat(sibling.isCancelled()).isFalse();
    }

    /*
     *            root
     *           /    \
     *          a      other        cancelled: a, and so b, c, d, e, f: six wakes
     *        / | \
     *       b  c  d
     *      / \
     *     e   f
     */
    @Test
    @Behaviour("CAN-09")
    void cancel_reachesAllDescendantsAndNobodyElse() throws Exception {
        CancellationToken a = token.childToken();
        CancellationToken other = token.childToken();
        CancellationToken b = a.childToken();
        List<CancellationToken> below = List.of(a, b, a.childToken(), a.childToken(), b.childToken(), b.childToken());
        List<ByHand<Void>> waits = new ArrayList<>();
        for (CancellationToken each : below) {
            waits.add(ByHand.of(each.cancelled()).assertPending());
        }
        List<ByHand<Void>> others = List.of(
                ByHand.of(token.cancelled()).assertPending(),
                ByHand.of(other.cancelled()).assertPending());

        a.cancel();

        assertThat(below).allMatch(CancellationToken::isCancelled);
        assertThat(waits).allMatch(wait -> wait.wakes() == 1);
        assertThat(others).allMatch(wait -> wait.wakes() == 0);
        assertThat(other.isCancelled()).isFalse();
        assertThat(token.isCancelled()).isFalse();
    }

    @Test
    void cancel_ofALineOfAHundredThousand_overflowsNoStack() throws Exception {
        List<CancellationToken> line = new ArrayList<>(List.of(token));
        for (int i = 0; i < 100_000; i++) {
            line.add(line.get(i).childToken());
        }
        ByHand<Void> wait = ByHand.of(line.get(100_000).cancelled()).assertPending();

        token.cancel();

        assertThat(wait.wakes()).isEqualTo(1);
        assertThat(line).allMatch(CancellationToken::isCancelled);
    }

    @Test
    void cancel_ofAHundredThousandChildren_wakesAll() throws Exception {
        AtomicInteger wakes = new AtomicInteger();
        Context counting = Context.of(wakes::incrementAndGet);
        List<CancellationToken> children = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            children.add(token.childToken());
            children.get(i).cancelled().poll(counting);
        }

        token.cancel();

        assertThat(wakes).hasValue(100_000);
    }

    // ---------------------------------------------------------------- no leaks

    @Test
    void forgottenChildren_areLetGo() throws Exception {
        WeakReference<Object> first = new WeakReference<>(node(token.childToken()));
        while (first.get() != null) {
            System.gc();
            token.childToken();
        }

        assertThat(first.get()).isNull();
    }

    @Test
    void lineOfForgottenTokens_isLetGo_andItsEndStillCancelled() throws Exception {
        CancellationToken last = token.childToken();
        WeakReference<Object> first = new WeakReference<>(node(last));
        while (first.get() != null) {
            System.gc();
            last = last.childToken();
        }

        token.cancel();

        assertThat(last.isCancelled()).isTrue();
    }

    @Test
    void cancelledChild_isLetGoAtOnce() throws Exception {
        CancellationToken child = token.childToken();
        WeakReference<Object> node = new WeakReference<>(node(child));

        child.cancel();
        child = null;
        collect(node);

        assertThat(token.isCancelled()).isFalse();
    }

    @Test
    void tokenThatIsWaitedFor_isNotForgotten() throws Exception {
        ByHand<Void> wait = ByHand.of(token.childToken().cancelled()).assertPending();
        System.gc();
        token.childToken();

        token.cancel();

        assertThat(wait.wakes()).isEqualTo(1);
    }

    private static Object node(CancellationToken token) throws ReflectiveOperationException {
        var field = CancellationToken.class.getDeclaredField("node");
        field.setAccessible(true);
        return field.get(token);
    }

    // ---------------------------------------------------------------- identity

    @Test
    @Behaviour({"CAN-14", "CAN-15", "CAN-16", "CAN-17", "CAN-18"})
    void equality_isIdentity() {
        CancellationToken same = token;

        assertThat(same).isEqualTo(token).hasSameHashCodeAs(token);
        assertThat(token.childToken()).isNotEqualTo(token);
        assertThat(new CancellationToken()).isNotEqualTo(token);
        assertThat(Set.of(token, token.childToken(), new CancellationToken()))
                .hasSize(3)
                .contains(same);
    }

    @Test
    void toString_tellsTheState() {
        assertThat(token).hasToString("CancellationToken[active]");
        token.cancel();
        assertThat(token).hasToString("CancellationToken[cancelled]");
    }

    // ---------------------------------------------------------------- guards

    @Test
    void dropGuard_cancelsWhenItIsClosed() {
        try (CancellationToken.DropGuard guard = token.dropGuard()) {
            assertThat(guard).isNotNull();
            assertThat(token.isCancelled()).isFalse();
        }

        assertThat(token.isCancelled()).isTrue();
    }

    @Test
    void dropGuard_disarmed_cancelsNothing() {
        try (CancellationToken.DropGuard guard = token.dropGuard()) {
            assertThat(guard.disarm()).isSameAs(token);
        }

        assertThat(token.isCancelled()).isFalse();
    }

    // ---------------------------------------------------------------- running until cancelled

    @Test
    @Behaviour({"CAN-12", "CAN-13", "CFU-02", "CFU-05", "CFU-08", "CFU-11"})
    void runUntilCancelled_whenCancelledMeanwhile_dropsTheFutureAndThrows() throws Exception {
        Gate<String> gate = new Gate<>();
        ByHand<String> running = ByHand.of(token.runUntilCancelled(gate)).assertPending();

        token.cancel();

        assertThat(running.wakes()).isEqualTo(1);
        assertThat(running.assertFails()).isInstanceOf(TokenCancelledException.class);
        assertThat(gate.drops).isEqualTo(1);
    }

    @Test
    @Behaviour({"CAN-12", "CAN-13", "CFU-06", "CFU-12"})
    void runUntilCancelled_whenTheFutureIsFinishedFirst_yieldsItsValue() throws Exception {
        Gate<String> gate = new Gate<>();
        ByHand<String> running = ByHand.of(token.runUntilCancelled(gate)).assertPending();

        gate.open("done");
        token.cancel(); // both are ready now, and the future comes first

        assertThat(running.assertReady()).isEqualTo("done");
    }

    @Test
    @Behaviour({"CAN-12", "CAN-13", "CFU-03", "CFU-04", "CFU-09", "CFU-10"})
    void runUntilCancelled_whenCancelledBefore_doesNotPollTheFuture() {
        Gate<String> gate = new Gate<>();
        token.cancel();

        assertThat(ByHand.of(token.runUntilCancelled(gate)).assertFails()).isInstanceOf(TokenCancelledException.class);
        assertThat(gate.polls).isZero();
        assertThat(ByHand.of(token.runUntilCancelled(Futures.ready("done"))).assertFails())
                .isInstanceOf(TokenCancelledException.class);
    }

    @Test
    @Behaviour({"CFU-01", "CFU-07"})
    void runUntilCancelled_ofAReadyFuture_yieldsItsValue() throws Exception {
        assertThat(ByHand.of(token.runUntilCancelled(Futures.ready("done"))).assertReady())
                .isEqualTo("done");
    }

    @Test
    void runUntilCancelled_ofAFailingFuture_throwsTheVeryFailure() throws Exception {
        IOException failure = new IOException("no route");
        Gate<String> gate = new Gate<>();
        ByHand<String> running = ByHand.of(token.runUntilCancelled(gate)).assertPending();

        gate.fail(failure);

        assertThat(running.assertFails()).isSameAs(failure);
    }

    @Test
    void runUntilCancelled_dropped_dropsTheFutureAndStopsWaiting() throws Exception {
        Gate<String> gate = new Gate<>();
        ByHand<String> running = ByHand.of(token.runUntilCancelled(gate)).assertPending();

        running.drop();
        token.cancel();

        assertThat(gate.drops).isEqualTo(1);
        assertThat(running.wakes()).isZero();
    }

    @Test
    void runUntilCancelled_waitsForTheCleanUpOfWhatItDrops() throws Exception {
        Gate<String> cleanUp = new Gate<>();
        ByHand<String> running = ByHand.of(token.runUntilCancelled(async(() -> {
                    try {
                        return Futures.<String>pending().await();
                    } finally {
                        cleanUp.await();
                    }
                })))
                .assertPending();

        token.cancel();
        running.assertPending();
        cleanUp.open("cleaned");

        assertThat(running.assertFails()).isInstanceOf(TokenCancelledException.class);
    }

    @Test
    @SuppressWarnings("pollux:unused-future") // there is none
    void runUntilCancelled_ofNull_isRefused() {
        assertThatThrownBy(() -> token.runUntilCancelled(null)).isInstanceOf(NullPointerException.class);
    }

    // ---------------------------------------------------------------- races

    /** A wait that is registered while another thread cancels is woken, or ready at once. */
    @Test
    @Timeout(60)
    @Behaviour({
        "CAN-11",
        "u:src/sync/loom_cancellation_token-01",
        "u:src/sync/loom_cancellation_token-02",
        "u:src/sync/loom_cancellation_token-03",
        "u:src/sync/loom_cancellation_token-07"
    })
    void cancel_racingAWaitOnAChild_losesNoWakeUp() throws Exception {
        for (int round = 0; round < 3_000; round++) {
            CancellationToken parent = new CancellationToken();
            CancellationToken child = parent.childToken();
            ByHand<Void> wait = ByHand.of(child.cancelled());
            boolean[] pending = {false};
            atOnce(
                    () -> pending[0] = !wait.poll().isReady(),
                    parent::cancel,
                    round % 2 == 0 ? child::cancel : parent::childToken);

            assertThat(child.isCancelled()).isTrue();
            if (pending[0]) {
                assertThat(wait.wakes()).isEqualTo(1);
            }
        }
    }

    /** Children made, forgotten and cancelled by two threads, while the root is cancelled by a third: each child hears of it. */
    @Test
    @Timeout(60)
    @Behaviour({
        "u:src/sync/loom_cancellation_token-04",
        "u:src/sync/loom_cancellation_token-05",
        "u:src/sync/loom_cancellation_token-06"
    })
    void treesThatGrowAndShrinkWhileCancelled_leaveNobodyUncancelled() throws Exception {
        for (int round = 0; round < 300; round++) {
            CancellationToken root = new CancellationToken();
            List<CancellationToken> left = new ArrayList<>();
            List<CancellationToken> right = new ArrayList<>();
            if (round % 100 == 50) {
                System.gc(); // some of the forgotten come into the queue
            }
            atOnce(() -> grow(root, left), () -> grow(root, right), root::cancel);

            assertThat(left).allMatch(CancellationToken::isCancelled);
            assertThat(right).allMatch(CancellationToken::isCancelled);
        }
    }

    private static void grow(CancellationToken root, List<CancellationToken> kept) {
        CancellationToken at = root;
        for (int i = 0; i < 50; i++) {
            at = at.childToken(); // the one before is forgotten, unless it is kept
            if (i % 3 == 0) {
                kept.add(at);
            }
            if (i % 7 == 0) {
                at.childToken().cancel();
            }
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Runs the first step on this thread, and the others beside it. */
    private static void atOnce(Step first, Step... others) throws Exception {
        CyclicBarrier start = new CyclicBarrier(others.length + 1);
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (Step each : others) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    each.run();
                } catch (Throwable t) {
                    thrown.add(t);
                }
            });
            thread.start();
            threads.add(thread);
        }
        start.await();
        first.run();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(thrown).isEmpty();
    }
}
