package dev.pollux.runtime.schedule;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Who adds a task then asks for a sleeper, who lies down then looks for tasks: one of the two sees the other. */
public final class IdleWorkersStress {

    private IdleWorkersStress() {}

    /** Two workers, and two places where tasks wait for them. */
    abstract static class Subject {
        final IdleWorkers idle = new IdleWorkers(2);
        final InjectQueue injected = new InjectQueue();
        final RunQueue queue = new RunQueue(); // of a third, which has none but this part
        final Worker one = UnstartedWorkers.seated();
        final Worker other = UnstartedWorkers.seated();

        final boolean hasTasks() {
            return !injected.isEmpty() || !queue.isEmpty();
        }

        /** As a worker does. Returns whether somebody is to get up. */
        final boolean lieDown(Worker worker, boolean searching) {
            return idle.lieDown(worker, searching) == IdleWorkers.LyingDown.NOBODY_SEARCHES
                    && hasTasks()
                    && idle.takeSleeper() != null;
        }

        /** As a worker that has found a task. Returns whether somebody is to get up. */
        final boolean endSearch() {
            return idle.endSearch() && idle.takeSleeper() != null;
        }

        /** A task may wait for one who searches, and for one who is awake if there is nobody to wake. */
        final String verdict() {
            boolean left = hasTasks() && idle.takeSleeper() != null;
            return left ? "forgotten" : "in good hands";
        }
    }

    /** From outside, against the last worker that searches. */
    @JCStressTest
    @State
    @Outcome(id = "(true, false|false, true)", expect = ACCEPTABLE, desc = "one of them wakes it")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class InjectVsLieDown extends Subject {

        public InjectVsLieDown() {
            idle.lieDown(one, false);
            idle.beginSearch();
        }

        @Actor
        public void adder(LL_Result r) {
            injected.add(Ledger.task(0));
            r.r1 = idle.takeSleeper() != null;
        }

        @Actor
        public void worker(LL_Result r) {
            r.r2 = lieDown(other, true);
        }
    }

    /** By a worker into its own queue, against the last one that searches: the write of `tail` and the read of the word keep their order. */
    @JCStressTest
    @State
    @Outcome(id = "(true, false|false, true)", expect = ACCEPTABLE, desc = "one of them wakes it")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class OfferVsLieDown extends Subject {

        public OfferVsLieDown() {
            idle.beginSearch();
        }

        @Actor
        public void adder(LL_Result r) {
            queue.offer(Ledger.task(0));
            r.r1 = idle.takeSleeper() != null;
        }

        @Actor
        public void worker(LL_Result r) {
            r.r2 = lieDown(other, true);
        }
    }

    /** From outside, while both workers search and give up. */
    @JCStressTest
    @State
    @Outcome(id = "in good hands", expect = ACCEPTABLE, desc = "somebody looks for it")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class InjectVsTwoLieDown extends Subject {

        public InjectVsTwoLieDown() {
            idle.beginSearch();
            idle.beginSearch();
        }

        @Actor
        public void adder() {
            injected.add(Ledger.task(0));
            idle.takeSleeper();
        }

        @Actor
        public void one() {
            lieDown(one, true);
        }

        @Actor
        public void other() {
            lieDown(other, true);
        }

        @Arbiter
        public void look(L_Result r) {
            r.r1 = verdict();
        }
    }

    /** Two tasks: who searches finds one and has it for long, while the other worker, which had no leave to search, lies down. */
    @JCStressTest
    @State
    @Outcome(id = "in good hands", expect = ACCEPTABLE, desc = "somebody looks for the second")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class FindVsLieDown extends Subject {

        public FindVsLieDown() {
            idle.beginSearch();
            injected.add(Ledger.task(0));
            injected.add(Ledger.task(1));
        }

        @Actor
        public void finder() {
            injected.poll();
            endSearch();
        }

        @Actor
        public void worker() {
            lieDown(other, false);
        }

        @Arbiter
        public void look(L_Result r) {
            r.r1 = verdict();
        }
    }

    /** Chosen and awake by itself at once: it is counted as one, whoever comes first. */
    @JCStressTest
    @State
    @Outcome(id = "(true, false|false, true), 2", expect = ACCEPTABLE, desc = "one of them got it up")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class GetUpVsTakeSleeper extends Subject {

        public GetUpVsTakeSleeper() {
            idle.lieDown(other, false);
        }

        @Actor
        public void waker(LLL_Result r) {
            r.r1 = idle.takeSleeper() != null;
        }

        @Actor
        public void worker(LLL_Result r) {
            r.r2 = idle.getUp(other);
        }

        @Arbiter
        public void count(LLL_Result r) {
            r.r3 = 2 - idle.sleepers().size() - (idle.isAnyAsleep() ? 1 : 0);
        }
    }
}
