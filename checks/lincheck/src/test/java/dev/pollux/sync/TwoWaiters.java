package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * Two tasks that wait for something, poll, and change their minds, while others let them go on.
 *
 * <p>Whenever all is quiet, nobody sleeps who could go on.
 */
public abstract class TwoWaiters {

    /** A task, which awaits one future after the other. */
    final class Task {
        private final int number;
        private final Context cx = Context.of(() -> this.asleep = false);
        private volatile boolean asleep; // its last look was in vain, and nobody has woken it since
        private Future<?> waiting;

        Task(int number) {
            this.number = number;
        }

        boolean poll() {
            asleep = true;
            if (waiting == null) {
                waiting = future(number);
            }
            boolean ready = isReady();
            if (ready) {
                waiting = null;
                asleep = false;
            }
            return ready;
        }

        private boolean isReady() {
            try {
                return waiting.pollRaw(cx) != Poll.PENDING;
            } catch (ClosedException | LaggedException e) {
                return true;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        void drop() {
            if (waiting != null) {
                waiting.drop();
                waiting = null;
                asleep = false;
            }
        }
    }

    private final Task first = new Task(0);
    private final Task second = new Task(1);

    /** What a task awaits next. */
    abstract Future<?> future(int task);

    /** Lets one or all of them go on. */
    abstract void happen();

    /** Tells whether a task that polled now would find something. */
    abstract boolean isDue(int task);

    @Operation(nonParallelGroup = "first")
    public boolean pollFirst() {
        return first.poll();
    }

    @Operation(nonParallelGroup = "first")
    public void dropFirst() {
        first.drop();
    }

    @Operation(nonParallelGroup = "second")
    public boolean pollSecond() {
        return second.poll();
    }

    @Operation(nonParallelGroup = "second")
    public void dropSecond() {
        second.drop();
    }

    @Operation
    public void event() {
        happen();
    }

    @Validate
    public void nobodySleepsOn() {
        if ((first.asleep && isDue(0)) || (second.asleep && isDue(1))) {
            throw new IllegalStateException("it happened, and a task sleeps on");
        }
    }
}
