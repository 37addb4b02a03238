package dev.pollux.runtime.schedule;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.pollux.Behaviour;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The owner of a queue against thieves: each task is taken once, and none is lost. */
public final class RunQueueStress {

    private RunQueueStress() {}

    /** A queue that holds tasks from the start, and what the actors had in their hands at the end. */
    abstract static class Subject {
        final RunQueue queue = new RunQueue();
        final RunQueue loot = new RunQueue();
        final RunQueue otherLoot = new RunQueue();
        final InjectQueue injected = new InjectQueue();
        private final int tasks;
        Runnable polled;
        Runnable stolen;
        Runnable otherStolen;
        Runnable moreStolen;

        Subject(int before, int tasks) {
            this.tasks = tasks;
            for (int i = 0; i < before; i++) {
                queue.offer(Ledger.task(i));
            }
        }

        final String verdict() {
            Ledger ledger = new Ledger(tasks);
            ledger.take(polled);
            ledger.take(stolen);
            ledger.take(otherStolen);
            ledger.take(moreStolen);
            ledger.drain(queue);
            ledger.drain(loot);
            ledger.drain(otherLoot);
            ledger.drain(injected);
            return ledger.verdict();
        }
    }

    /** One task, and two who want it. */
    @JCStressTest
    @State
    @Outcome(id = "(owner|thief), each once", expect = ACCEPTABLE, desc = "one of them has it")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class PollVsSteal extends Subject {

        public PollVsSteal() {
            super(1, 1);
        }

        @Actor
        public void owner() {
            polled = queue.poll();
        }

        @Actor
        public void thief() {
            stolen = queue.stealInto(loot);
        }

        @Arbiter
        public void count(LL_Result r) {
            r.r1 = polled == null ? "thief" : "owner";
            r.r2 = verdict();
        }
    }

    /** Tasks are added and taken while a thief takes half. */
    @JCStressTest
    @State
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "whoever has it")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    @Behaviour("LMQ-01")
    public static class OfferAndPollVsSteal extends Subject {

        public OfferAndPollVsSteal() {
            super(2, 4);
        }

        @Actor
        public void owner() {
            queue.offer(Ledger.task(2));
            polled = queue.poll();
            queue.offer(Ledger.task(3));
        }

        @Actor
        public void thief() {
            stolen = queue.stealInto(loot);
        }

        @Arbiter
        public void count(L_Result r) {
            r.r1 = verdict();
        }
    }

    /** Two thieves, of whom the second has a long way round: what the first took is stolen from it once more. */
    @JCStressTest
    @State
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "whoever has it")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    @Behaviour("LMQ-04")
    public static class StealVsSteal extends Subject {

        public StealVsSteal() {
            super(7, 7);
        }

        @Actor
        public void thief() {
            stolen = queue.stealInto(loot);
            polled = loot.poll();
        }

        @Actor
        public void other() {
            otherStolen = queue.stealInto(otherLoot);
            if (otherLoot.isEmpty()) {
                moreStolen = loot.stealInto(otherLoot);
            }
        }

        @Arbiter
        public void count(L_Result r) {
            r.r1 = verdict();
        }
    }

    /** The owner against two thieves; jcstress passes over this where there are but two processors. */
    @JCStressTest
    @State
    @Outcome(id = "each once", expect = ACCEPTABLE, desc = "whoever has it")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class OfferAndPollVsTwoThieves extends Subject {

        public OfferAndPollVsTwoThieves() {
            super(2, 4);
        }

        @Actor
        public void owner() {
            queue.offer(Ledger.task(2));
            polled = queue.poll();
            queue.offer(Ledger.task(3));
        }

        @Actor
        public void thief() {
            stolen = queue.stealInto(loot);
        }

        @Actor
        public void other() {
            otherStolen = queue.stealInto(otherLoot);
        }

        @Arbiter
        public void count(L_Result r) {
            r.r1 = verdict();
        }
    }

    /** A full queue spills, or has room again since the thief was faster; the slots go round. */
    @JCStressTest
    @State
    @Outcome(id = "(spilled|stolen), each once", expect = ACCEPTABLE, desc = "whoever has it")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    @Behaviour("LMQ-02")
    public static class SpillVsSteal extends Subject {

        public SpillVsSteal() {
            super(RunQueue.CAPACITY, RunQueue.CAPACITY + 1);
        }

        @Actor
        public void owner() {
            Runnable task = Ledger.task(RunQueue.CAPACITY);
            while (!queue.offer(task) && !queue.spill(injected, task)) {
                Thread.onSpinWait();
            }
        }

        @Actor
        public void thief() {
            stolen = queue.stealInto(loot);
        }

        @Arbiter
        public void count(LL_Result r) {
            r.r1 = injected.isEmpty() ? "stolen" : "spilled";
            r.r2 = verdict();
        }
    }
}
