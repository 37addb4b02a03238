package dev.pollux.runtime.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Ends against handles: no join is missed, and each outcome has one owner. */
public final class TaskStateJoinStress {

    private TaskStateJoinStress() {}

    /** The worker calls the waker, or the handle finds the outcome: no join is missed, and each sees what the other wrote. */
    @JCStressTest
    @State
    @Outcome(id = "WAITING, 1, true, 0", expect = ACCEPTABLE, desc = "the worker calls the waker that it sees")
    @Outcome(id = "IDLE, 0, false, 1", expect = ACCEPTABLE, desc = "the handle takes the outcome")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class CompleteVsOfferWaker extends Subject {

        private int outcome;
        private int waker;

        public CompleteVsOfferWaker() {
            startPoll();
        }

        @Actor
        public void worker(LLLL_Result r) {
            outcome = 1;
            Joiner joiner = complete();
            r.r1 = joiner;
            r.r2 = joiner == Joiner.WAITING ? waker : 0; // rule 4
        }

        @Actor
        public void handle(LLLL_Result r) {
            waker = 1;
            boolean offered = offerWaker();
            r.r3 = offered;
            r.r4 = offered ? 0 : outcome; // rule 3
        }
    }

    /** A waker that is in place is called by the worker, or taken back by the handle. */
    @JCStressTest
    @State
    @Outcome(id = "WAITING, false", expect = ACCEPTABLE, desc = "called")
    @Outcome(id = "IDLE, true", expect = ACCEPTABLE, desc = "taken back")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class CompleteVsRetractWaker extends Subject {

        public CompleteVsRetractWaker() {
            startPoll();
            offerWaker();
        }

        @Actor
        public void worker(LL_Result r) {
            r.r1 = complete();
        }

        @Actor
        public void handle(LL_Result r) {
            r.r2 = retractWaker();
        }
    }

    /** The outcome of a task whose handle is dropped is disposed of exactly once. */
    @JCStressTest
    @State
    @Outcome(id = "GONE, true, 0", expect = ACCEPTABLE, desc = "by the worker")
    @Outcome(id = "IDLE, false, 1", expect = ACCEPTABLE, desc = "by the handle, which sees it")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class CompleteVsLeave extends Subject {

        private int outcome;

        public CompleteVsLeave() {
            startPoll();
        }

        @Actor
        public void worker(LLL_Result r) {
            outcome = 1;
            r.r1 = complete();
        }

        @Actor
        public void handle(LLL_Result r) {
            boolean left = leave();
            r.r2 = left;
            r.r3 = left ? 0 : outcome;
        }
    }

    /** The same for a handle that waits: its waker is called, or it is gone. */
    @JCStressTest
    @State
    @Outcome(id = "GONE, true", expect = ACCEPTABLE, desc = "gone before the end")
    @Outcome(id = "WAITING, false", expect = ACCEPTABLE, desc = "called, and the outcome is the handle's")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class CompleteVsLeaveOfAWaiter extends Subject {

        public CompleteVsLeaveOfAWaiter() {
            startPoll();
            offerWaker();
        }

        @Actor
        public void worker(LL_Result r) {
            r.r1 = complete();
        }

        @Actor
        public void handle(LL_Result r) {
            r.r2 = leave();
        }
    }

    /** A task that ends is not queued by a wake, whichever comes first. */
    @JCStressTest
    @State
    @Outcome(id = "IDLE, false", expect = ACCEPTABLE, desc = "the wake has no effect")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class CompleteVsWake extends Subject {

        public CompleteVsWake() {
            startPoll();
        }

        @Actor
        public void worker(LL_Result r) {
            r.r1 = complete();
        }

        @Actor
        public void waker(LL_Result r) {
            r.r2 = notifyTask();
        }
    }
}
