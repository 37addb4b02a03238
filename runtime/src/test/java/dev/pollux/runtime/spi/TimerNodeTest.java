package dev.pollux.runtime.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The node alone, with a driver that does what it is told, and when. */
class TimerNodeTest {

    private long now;
    private final List<String> calls = new ArrayList<>();
    private final AtomicInteger wakes = new AtomicInteger();
    private final Waker waker = Waker.of(wakes::incrementAndGet);
    private final Node node = new Node(new Driver());

    private final class Driver implements TimerDriver {

        @Override
        public Clock clock() {
            return () -> now;
        }

        @Override
        public void arm(TimerNode armed) {
            calls.add("arm");
        }

        @Override
        public void review(TimerNode changed) {
            calls.add("review");
        }
    }

    private static final class Node extends TimerNode {
        Node(TimerDriver driver) {
            super(driver, 100);
        }
    }

    @Test
    void pollTimer_armsOnceAndThenKnowsTheWaker() {
        assertThat(node.pollTimer(waker)).isFalse();
        assertThat(node.pollTimer(waker)).isFalse();
        assertThat(node.pollTimer(Waker.noop())).isFalse();

        assertThat(calls).containsExactly("arm");
        assertThat(TimerNodes.fire(node)).isSameAs(Waker.noop());
        assertThat(node.pollTimer(waker)).isTrue();
    }

    @Test
    void fire_withTheDeadlineBeforeItMoved_isNotBelieved() {
        node.pollTimer(waker);
        TimerNodes.setEntrusted(node, true);
        now = 100;

        node.moveDeadline(200); // the driver has read the old one
        assertThat(TimerNodes.fire(node)).isSameAs(waker);

        assertThat(node.pollTimer(waker)).isFalse();
        assertThat(calls).containsExactly("arm", "arm");
        now = 200;
        TimerNodes.fire(node);
        assertThat(node.pollTimer(waker)).isTrue();
    }

    @Test
    void fire_ofADisarmedNode_findsNobody() {
        node.pollTimer(waker);
        node.disarm();

        assertThat(TimerNodes.fire(node)).isNull();
        assertThat(calls).containsExactly("arm", "review");
        assertThat(node.isTimerIdle()).isTrue();
    }

    @Test
    void moveDeadline_toLater_callsNobody() {
        node.pollTimer(waker);

        node.moveDeadline(200);

        assertThat(calls).containsExactly("arm");
        assertThat(TimerNodes.deadlineNanos(node)).isEqualTo(200);
    }

    @Test
    void moveDeadline_toThePast_wakesWithoutTheDriver() {
        node.pollTimer(waker);
        now = 50;

        node.moveDeadline(40);

        assertThat(wakes).hasValue(1);
        assertThat(calls).containsExactly("arm", "review");
        assertThat(node.pollTimer(waker)).isTrue();
    }

    @Test
    void shutDown_isThrownByThePoll() {
        node.pollTimer(waker);

        assertThat(TimerNodes.shutDown(node)).isSameAs(waker);

        assertThatThrownBy(() -> node.pollTimer(waker))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("shut down");
    }
}
