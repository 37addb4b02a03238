package dev.pollux.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.ModelChecking;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** The {@link RunQueue} is a queue: one owner and two thieves take the oldest first, each task once, as if one after the other. */
class RunQueueLincheckTest {

    /** The queue as its users see it. The twin differs in how a task is taken. */
    interface Tasks {

        void offer(Runnable task);

        Runnable poll();

        /** Takes half of the tasks. */
        List<Integer> steal();
    }

    private static final class Real implements Tasks {
        private final RunQueue queue = new RunQueue();

        @Override
        public void offer(Runnable task) {
            queue.offer(task);
        }

        @Override
        public Runnable poll() {
            return queue.poll();
        }

        @Override
        public List<Integer> steal() {
            RunQueue loot = new RunQueue();
            List<Integer> stolen = new ArrayList<>();
            for (Runnable task = queue.stealInto(loot); task != null; task = loot.poll()) {
                stolen.add(Numbered.of(task));
            }
            return stolen;
        }
    }

    /** Counters of which `head` is read and then written, instead of exchanged. */
    private static final class Broken implements Tasks {
        private final Runnable[] slots = new Runnable[16];
        private volatile int head;
        private volatile int tail;

        @Override
        public void offer(Runnable task) {
            int end = tail;
            slots[end] = task;
            tail = end + 1;
        }

        @Override
        public Runnable poll() {
            int begin = head;
            if (begin == tail) {
                return null;
            }
            head = begin + 1; // whoever read it meanwhile takes the same task
            return slots[begin];
        }

        @Override
        public List<Integer> steal() {
            Runnable task = poll();
            return task == null ? List.of() : List.of(Numbered.of(task));
        }
    }

    private record Numbered(int number) implements Runnable {

        static int of(Runnable task) {
            return task == null ? -1 : ((Numbered) task).number();
        }

        @Override
        public void run() {}
    }

    /** What the checker runs. */
    public abstract static class Model {
        private final Tasks tasks = tasks();
        private int made;

        Model() {
            offer();
            offer();
            offer();
        }

        abstract Tasks tasks();

        @Operation(nonParallelGroup = "owner")
        public void offer() {
            tasks.offer(new Numbered(made++));
        }

        @Operation(nonParallelGroup = "owner")
        public int poll() {
            return Numbered.of(tasks.poll());
        }

        @Operation(nonParallelGroup = "thief")
        public List<Integer> steal() {
            return tasks.steal();
        }

        @Operation(nonParallelGroup = "other thief")
        public List<Integer> stealToo() {
            return steal();
        }
    }

    /** The queue itself. */
    public static class RealModel extends Model {
        @Override
        Tasks tasks() {
            return new Real();
        }
    }

    /** The twin. */
    public static class BrokenModel extends Model {
        @Override
        Tasks tasks() {
            return new Broken();
        }
    }

    @Test
    @Behaviour({"LMQ-01", "LMQ-03"})
    void runQueue_everyInterleavingOfOwnerAndTwoThieves_isFirstInFirstOut() {
        ModelChecking.check(RealModel.class, 3, 2);
    }

    @Test
    void runQueue_underStress_isFirstInFirstOut() {
        new StressOptions()
                .threads(3)
                .actorsPerThread(2)
                .iterations(10)
                .invocationsPerIteration(1_000)
                .check(RealModel.class);
    }

    @Test
    void brokenTwin_isCaught() {
        assertThatThrownBy(() -> ModelChecking.check(BrokenModel.class, 3, 2))
                .hasMessageContaining("Invalid execution results");
    }
}
