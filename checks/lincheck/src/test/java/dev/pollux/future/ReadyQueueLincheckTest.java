package dev.pollux.future;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** The {@link ReadyQueue} is a queue, and loses neither a child nor the wake-up that goes with it. */
class ReadyQueueLincheckTest {

    /** The queue with two children. The twin differs in how a child is added. */
    interface Children {

        void wake(int child);

        /** Starts a pass and takes one child: its number, or -1 if there is none. */
        int take(Waker consumer);
    }

    static final class Child extends ReadyChild {
        Child(ReadyQueue<Child> queue) {
            super(queue);
        }
    }

    private static final class Real implements Children {
        private final ReadyQueue<Child> queue = new ReadyQueue<>();
        private final List<Child> children = List.of(new Child(queue), new Child(queue));
        private final Context context = Context.of(Waker.noop());

        @Override
        public void wake(int child) {
            children.get(child).wake();
        }

        @Override
        public int take(Waker consumer) {
            queue.collect(consumer);
            Child taken = queue.takeFirst();
            if (taken == null) {
                return -1;
            }
            taken.startPoll(context); // from now on a wake queues it again
            return children.indexOf(taken);
        }
    }

    /** A stack whose top is read and then written, instead of exchanged. */
    private static final class Broken implements Children {

        private record Link(int child, Link below) {}

        private final AtomicWaker consumer = new AtomicWaker();
        private volatile Link top;

        @Override
        public void wake(int child) {
            top = new Link(child, top); // a link put on in between is gone
            consumer.wake();
        }

        @Override
        public int take(Waker waker) {
            consumer.register(waker);
            Link taken = top;
            if (taken == null) {
                return -1;
            }
            top = taken.below();
            return taken.child();
        }
    }

    /** First woken, first taken. Each child is woken by one thread only: of two, the second would lean on the first. */
    public static class Order {
        private final Children children = new Real();

        @Operation(nonParallelGroup = "first child")
        public void wakeFirst() {
            children.wake(0);
        }

        @Operation(nonParallelGroup = "second child")
        public void wakeSecond() {
            children.wake(1);
        }

        @Operation(nonParallelGroup = "consumer")
        public int take() {
            return children.take(Waker.noop());
        }
    }

    /** Whenever all is quiet, a child that was woken and not taken has a consumer that was woken after its last pass. */
    public abstract static class Loss {
        private final Children children = children();
        private final boolean[] woken = new boolean[2];
        private boolean asleep;

        abstract Children children();

        @Operation
        public void wakeFirst() {
            woken[0] = true;
            children.wake(0);
        }

        @Operation
        public void wakeSecond() {
            woken[1] = true;
            children.wake(1);
        }

        @Operation(nonParallelGroup = "consumer")
        public void pass() {
            asleep = true;
            boolean empty = false;
            while (!empty) {
                int taken = children.take(() -> asleep = false);
                empty = taken < 0;
                if (!empty) {
                    woken[taken] = false; // this is the poll, which sees all that came before the wake
                }
            }
        }

        @Validate
        public void noWakeUpIsLost() {
            if (asleep && (woken[0] || woken[1])) {
                throw new IllegalStateException("a child waits, and the consumer sleeps on");
            }
            pass();
            if (woken[0] || woken[1]) {
                throw new IllegalStateException("a woken child is in no queue");
            }
        }
    }

    /** The queue itself. */
    public static class RealLoss extends Loss {
        @Override
        Children children() {
            return new Real();
        }
    }

    /** The twin. */
    public static class BrokenLoss extends Loss {
        @Override
        Children children() {
            return new Broken();
        }
    }

    @Test
    void readyQueue_everyInterleaving_isFirstInFirstOut() {
        ModelChecking.check(Order.class);
    }

    @Test
    void readyQueue_everyInterleaving_losesNoChildAndNoWakeUp() {
        ModelChecking.check(RealLoss.class);
    }

    @Test
    void brokenTwin_isCaught() {
        assertThatThrownBy(() -> ModelChecking.check(BrokenLoss.class)).hasMessageFindingMatch("in no queue|sleeps on");
    }
}
