package dev.pollux.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Host;
import dev.pollux.future.Waker;
import dev.pollux.runtime.task.TaskState.AfterPoll;
import dev.pollux.runtime.task.TaskState.Joiner;
import dev.pollux.runtime.task.TaskState.Start;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every order of a worker's, a waker's, an aborter's, a closer's and a joiner's transitions. Each transition is one atomic change,
 * so these orders are all there are.
 */
class TaskStateTest {

    /** A task played by its transitions; counts what must happen exactly once. */
    private static final class Play extends TaskState {
        int queued = 1; // a new task is queued by who makes it
        boolean running;
        int disposed;
        boolean wokenSinceLastPoll;
        boolean cancelRequested;
        Joiner joiner;
        boolean waiting;
        boolean left;
        boolean tookOutcome;

        Play() {
            super(true);
        }

        @Override
        public Waker waker() {
            return Waker.noop();
        }

        @Override
        protected Host host() {
            throw new AssertionError("nobody polls");
        }

        void startWorker() {
            if (queued == 0 || running) {
                return;
            }
            queued--;
            Start start = startPoll();
            if (start == Start.POLL) {
                running = true;
                wokenSinceLastPoll = false;
            } else if (start == Start.CANCEL) {
                dispose();
            }
        }

        void endWorker() {
            if (!running) {
                return;
            }
            running = false;
            AfterPoll after = endPoll();
            if (after == AfterPoll.RESCHEDULE) {
                queued++;
            } else if (after == AfterPoll.CANCEL) {
                dispose();
            }
        }

        void dispose() {
            disposed++;
            joiner = complete();
        }

        void wakeIt() {
            wokenSinceLastPoll = true;
            if (notifyTask()) {
                queued++;
            }
        }

        void abortIt() {
            cancelRequested = true;
            if (cancelTask()) {
                queued++;
            }
        }

        void close() {
            cancelRequested = true;
            if (shutDown()) {
                dispose();
            }
        }

        void join() {
            if (!left && !waiting) {
                waiting = offerWaker();
            }
        }

        void leaveIt() {
            if (!left) {
                left = true;
                waiting = false;
                tookOutcome = !leave();
            }
        }

        void settle() {
            for (int i = 0; i < 5; i++) {
                startWorker();
                endWorker();
            }
        }
    }

    private enum Step {
        START,
        END,
        WAKE,
        ABORT,
        CLOSE,
        JOIN,
        LEAVE;

        void apply(Play play) {
            switch (this) {
                case START -> play.startWorker();
                case END -> play.endWorker();
                case WAKE -> play.wakeIt();
                case ABORT -> play.abortIt();
                case CLOSE -> play.close();
                case JOIN -> play.join();
                case LEAVE -> play.leaveIt();
            }
        }
    }

    private static final int LENGTH = 6;

    @Test
    void everyOrderOfTransitions_keepsThePromises() {
        int orders = explore(new ArrayList<>());

        assertThat(orders).isEqualTo((int) Math.pow(Step.values().length, LENGTH));
    }

    private static int explore(List<Step> order) {
        if (order.size() == LENGTH) {
            check(order);
            return 1;
        }
        int orders = 0;
        for (Step step : Step.values()) {
            order.add(step);
            orders += explore(order);
            order.remove(order.size() - 1);
        }
        return orders;
    }

    private static void check(List<Step> order) {
        Play play = new Play();
        for (Step step : order) {
            step.apply(play);
            ensure(play.queued <= 1 || play.isComplete(), "queued twice", order, play);
            ensure(play.disposed <= 1, "dropped twice", order, play);
        }
        play.settle();
        ensure(play.isComplete() == play.cancelRequested, "a cancelled task ends, others do not", order, play);
        ensure(play.isComplete() || !play.wokenSinceLastPoll, "a wake-up was lost", order, play);
        ensure(!play.isComplete() || play.disposed == 1, "completed without a drop", order, play);
        if (play.isComplete()) {
            boolean handleHadLeft = play.left && !play.tookOutcome;
            ensure((play.joiner == Joiner.GONE) == handleHadLeft, "the outcome has two owners or none", order, play);
            ensure(!play.waiting || play.joiner == Joiner.WAITING, "a joiner was forgotten", order, play);
        }
    }

    private static void ensure(boolean holds, String what, List<Step> order, Play play) {
        if (!holds) {
            throw new AssertionError(what + " after " + order + ": " + play.stateNames());
        }
    }
}
