package dev.pollux.runtime.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Aborts and shutdowns against polls and ends: a task is dropped once, by one thread. */
public final class TaskStateCancelStress {

    private TaskStateCancelStress() {}

    /** A task that is polled and aborted is dropped exactly once: by the poller, or by a worker that the aborter calls. */
    @JCStressTest
    @State
    @Outcome(id = "CANCEL, false", expect = ACCEPTABLE, desc = "by the poller")
    @Outcome(id = "PARK, true", expect = ACCEPTABLE, desc = "it is queued for that")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class EndPollVsAbort extends Subject {

        public EndPollVsAbort() {
            startPoll();
        }

        @Actor
        public void poller(LL_Result r) {
            r.r1 = endPoll();
        }

        @Actor
        public void aborter(LL_Result r) {
            r.r2 = cancelTask();
        }
    }

    /** A queued task that is aborted is dropped by the worker that takes it, at the latest after its poll. */
    @JCStressTest
    @State
    @Outcome(id = "CANCEL, -, false", expect = ACCEPTABLE, desc = "before its poll")
    @Outcome(id = "POLL, CANCEL, false", expect = ACCEPTABLE, desc = "after its poll")
    @Outcome(id = "POLL, PARK, true", expect = ACCEPTABLE, desc = "it is queued again for that")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class StartPollVsAbort extends Subject {

        @Actor
        public void poller(LLL_Result r) {
            Start start = startPoll();
            r.r1 = start;
            r.r2 = start == Start.POLL ? endPoll() : "-";
        }

        @Actor
        public void aborter(LLL_Result r) {
            r.r3 = cancelTask();
        }
    }

    /** Of a worker and a shutdown one gets a queued task (rule 5). */
    @JCStressTest
    @State
    @Outcome(id = "POLL, false", expect = ACCEPTABLE, desc = "the worker; it drops after the poll")
    @Outcome(id = "SKIP, true", expect = ACCEPTABLE, desc = "the shutdown")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class StartPollVsShutDown extends Subject {

        @Actor
        public void poller(LL_Result r) {
            r.r1 = startPoll();
        }

        @Actor
        public void shutdown(LL_Result r) {
            r.r2 = shutDown();
        }
    }

    /** A task that is polled during a shutdown is dropped by one of the two. */
    @JCStressTest
    @State
    @Outcome(id = "CANCEL, false", expect = ACCEPTABLE, desc = "by the poller")
    @Outcome(id = "PARK, true", expect = ACCEPTABLE, desc = "by the shutdown")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class EndPollVsShutDown extends Subject {

        public EndPollVsShutDown() {
            startPoll();
        }

        @Actor
        public void poller(LL_Result r) {
            r.r1 = endPoll();
        }

        @Actor
        public void shutdown(LL_Result r) {
            r.r2 = shutDown();
        }
    }

    /** Of two shutdowns one drops an idle task. */
    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the first")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the second")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class ShutDownVsShutDown extends Subject {

        public ShutDownVsShutDown() {
            startPoll();
            endPoll();
        }

        @Actor
        public void first(LL_Result r) {
            r.r1 = shutDown();
        }

        @Actor
        public void second(LL_Result r) {
            r.r2 = shutDown();
        }
    }

    /** A task that ends is not queued by an abort, whichever comes first. */
    @JCStressTest
    @State
    @Outcome(id = "IDLE, false", expect = ACCEPTABLE, desc = "the abort has no effect")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class CompleteVsAbort extends Subject {

        public CompleteVsAbort() {
            startPoll();
        }

        @Actor
        public void worker(LL_Result r) {
            r.r1 = complete();
        }

        @Actor
        public void aborter(LL_Result r) {
            r.r2 = cancelTask();
        }
    }
}
