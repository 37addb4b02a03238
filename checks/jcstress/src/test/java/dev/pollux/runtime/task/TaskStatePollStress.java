package dev.pollux.runtime.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Polls against wakes: no wake-up is lost, and no task is queued twice. */
public final class TaskStatePollStress {

    private TaskStatePollStress() {}

    /** A task that is polled and woken is queued exactly once: by the poller, or by whoever woke it. */
    @JCStressTest
    @State
    @Outcome(id = "RESCHEDULE, false", expect = ACCEPTABLE, desc = "the poll saw the wake")
    @Outcome(id = "PARK, true", expect = ACCEPTABLE, desc = "the wake came after the poll")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class EndPollVsWake extends Subject {

        public EndPollVsWake() {
            startPoll();
        }

        @Actor
        public void poller(LL_Result r) {
            r.r1 = endPoll();
        }

        @Actor
        public void waker(LL_Result r) {
            r.r2 = notifyTask();
        }
    }

    /** A poll sees what happened before a wake, or another poll follows. */
    @JCStressTest
    @State
    @Outcome(id = "1, PARK, false", expect = ACCEPTABLE, desc = "the poll saw it, and the wake came before")
    @Outcome(id = "1, PARK, true", expect = ACCEPTABLE, desc = "the poll saw it, and the wake came after")
    @Outcome(
            id = "1, RESCHEDULE, false",
            expect = ACCEPTABLE,
            desc = "the poll saw it, and the wake came during the poll")
    @Outcome(id = "0, RESCHEDULE, false", expect = ACCEPTABLE, desc = "the next poll sees it")
    @Outcome(id = "0, PARK, true", expect = ACCEPTABLE, desc = "the next poll sees it")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class StartPollVsWake extends Subject {

        private int event;

        @Actor
        public void poller(LLL_Result r) {
            startPoll();
            r.r1 = event;
            r.r2 = endPoll();
        }

        @Actor
        public void waker(LLL_Result r) {
            event = 1;
            r.r3 = notifyTask();
        }
    }

    /** Of two wakes of an idle task one queues it. */
    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the first")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the second")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class WakeVsWake extends Subject {

        public WakeVsWake() {
            startPoll();
            endPoll();
        }

        @Actor
        public void first(LL_Result r) {
            r.r1 = notifyTask();
        }

        @Actor
        public void second(LL_Result r) {
            r.r2 = notifyTask();
        }
    }

    /** A wake that finds the task queued still publishes what happened before it. */
    @JCStressTest
    @State
    @Outcome(id = "1, PARK, false", expect = ACCEPTABLE, desc = "the poll saw it")
    @Outcome(
            id = "1, RESCHEDULE, false",
            expect = ACCEPTABLE,
            desc = "the poll saw it, and the wake came during the poll")
    @Outcome(id = "1, PARK, true", expect = ACCEPTABLE, desc = "the poll saw it, and the wake came after")
    @Outcome(id = "0, RESCHEDULE, false", expect = ACCEPTABLE, desc = "the next poll sees it")
    @Outcome(id = "0, PARK, true", expect = ACCEPTABLE, desc = "the next poll sees it")
    @Outcome(id = "-, -, true", expect = ACCEPTABLE, desc = "the second wake queued the task; the first one need not")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class WakeOfAQueuedTask extends Subject {

        private int event;

        public WakeOfAQueuedTask() {
            startPoll();
            endPoll();
        }

        @Actor
        public void wakerAndPoller(LLL_Result r) {
            r.r1 = "-";
            r.r2 = "-";
            if (notifyTask()) {
                startPoll();
                r.r1 = event;
                r.r2 = endPoll();
            }
        }

        @Actor
        public void waker(LLL_Result r) {
            event = 1;
            r.r3 = notifyTask();
        }
    }
}
