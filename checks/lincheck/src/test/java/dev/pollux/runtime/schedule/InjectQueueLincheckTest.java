package dev.pollux.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.ModelChecking;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** The {@link InjectQueue} is a queue for any number of threads. */
class InjectQueueLincheckTest {

    private record Numbered(int number) implements Runnable {

        static int of(Runnable task) {
            return task == null ? -1 : ((Numbered) task).number();
        }

        @Override
        public void run() {}
    }

    /** What the checker runs. */
    public static class Model {
        private final InjectQueue queue = new InjectQueue();

        @Operation
        public void addOne() {
            queue.add(new Numbered(1));
        }

        @Operation
        public void addTwo() {
            queue.addAll(new Runnable[] {new Numbered(2), new Numbered(3), null}, 2);
        }

        @Operation
        public int poll() {
            return Numbered.of(queue.poll());
        }

        /** As a worker does, whose own queue is empty. */
        @Operation
        public List<Integer> pollInto() {
            RunQueue own = new RunQueue();
            List<Integer> taken = new ArrayList<>();
            for (Runnable task = queue.pollInto(own, 1); task != null; task = own.poll()) {
                taken.add(Numbered.of(task));
            }
            return taken;
        }

        @Operation
        public int size() {
            return queue.size();
        }
    }

    /** A twin that asks whether there is a task, and takes it afterwards. */
    public static class BrokenModel {
        private final List<Integer> queue = new ArrayList<>();

        @Operation
        public void add() {
            synchronized (queue) {
                queue.add(1);
            }
        }

        @Operation
        public int poll() {
            synchronized (queue) {
                if (queue.isEmpty()) {
                    return -1;
                }
            }
            synchronized (queue) {
                return queue.remove(0); // somebody else may have been faster
            }
        }
    }

    @Test
    @Behaviour({"INJ-01", "INJ-02"})
    void injectQueue_everyInterleaving_isFirstInFirstOut() {
        ModelChecking.check(Model.class);
    }

    @Test
    void injectQueue_underStress_isFirstInFirstOut() {
        new StressOptions()
                .threads(3)
                .actorsPerThread(2)
                .iterations(10)
                .invocationsPerIteration(1_000)
                .check(Model.class);
    }

    @Test
    void brokenTwin_isCaught() {
        assertThatThrownBy(() -> ModelChecking.check(BrokenModel.class))
                .hasMessageContaining("Invalid execution results");
    }
}
