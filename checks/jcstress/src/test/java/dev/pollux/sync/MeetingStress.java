package dev.pollux.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** What was done before a value was sent, or a notification given, is visible to whoever gets it; and nobody is forgotten. */
public final class MeetingStress {

    private MeetingStress() {}

    /** A task that polls one future once, and can be woken. */
    abstract static class Task implements Waker {
        int written; // plain: only what is tested orders it
        private volatile boolean woken;
        private boolean ready;

        @Override
        public void wake() {
            woken = true;
        }

        /** Returns what it sees if it is ready: 1; 0 would be the failure of publication. -1 if it waits. */
        int poll(Future<?> future) {
            try {
                ready = future.pollRaw(Context.of(this)) != Poll.PENDING;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return ready ? written : -1;
        }

        /** What the poll that the wake causes sees. */
        String end(Future<?> future) {
            if (ready) {
                return "ready";
            }
            if (!woken) {
                return "forgotten";
            }
            return poll(future) == 1 ? "woken" : "stale";
        }
    }

    /** A value, from send to poll. */
    @JCStressTest
    @State
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "received, with all that came before")
    @Outcome(id = "-1, 1", expect = ACCEPTABLE, desc = "not there yet")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class OneshotValue extends Task {
        private final Oneshot<Integer> channel = Oneshot.channel();

        @Actor
        public void sender(II_Result r) {
            written = 1;
            r.r2 = channel.sender().send(1) ? 1 : 0;
        }

        @Actor
        public void receiver(II_Result r) {
            r.r1 = poll(channel.receiver());
        }
    }

    /** A receiver that waits is woken, and then sees all. */
    @JCStressTest
    @State
    @Outcome(
            id = {"ready", "woken"},
            expect = ACCEPTABLE,
            desc = "it got the value")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class OneshotWake extends Task {
        private final Oneshot<Integer> channel = Oneshot.channel();

        @Actor
        public void sender() {
            written = 1;
            channel.sender().send(1);
        }

        @Actor
        public void receiver() {
            poll(channel.receiver());
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = end(channel.receiver());
        }
    }

    /** A value is received, or its sender is told that it is not. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 1", "0, 0"},
            expect = ACCEPTABLE,
            desc = "both say the same")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class OneshotClose extends Task {
        private final Oneshot<Integer> channel = Oneshot.channel();

        @Actor
        public void sender(II_Result r) {
            r.r1 = channel.sender().send(1) ? 1 : 0;
        }

        @Actor
        public void receiver(II_Result r) {
            channel.receiver().close();
            r.r2 = channel.receiver().isEmpty() ? 0 : 1;
        }
    }

    /** A notification for one. */
    @JCStressTest
    @State
    @Outcome(
            id = {"ready", "woken"},
            expect = ACCEPTABLE,
            desc = "it was notified, and sees what came before")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class NotifyOne extends Task {
        private final Notify notify = new Notify();
        private final Future<?> notified = notify.notified();

        @Actor
        public void notifier() {
            written = 1;
            notify.notifyOne();
        }

        @Actor
        public void waiter() {
            poll(notified);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = end(notified);
        }
    }

    /** A notification for all, of which those who are seen to have it make the others have it, too. */
    @JCStressTest
    @State
    @Outcome(
            id = {"-1, -1", "-1, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "all at once, between the two polls or not")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class NotifyAllAtOnce extends Task {
        private final Notify notify = new Notify();
        private final Future<?> first = notify.notified();
        private final Future<?> second = notify.notified();

        public NotifyAllAtOnce() {
            poll(first);
            poll(second);
        }

        @Actor
        public void notifier() {
            written = 1;
            notify.notifyWaiters();
        }

        @Actor
        public void waiter(II_Result r) {
            r.r1 = poll(first);
            r.r2 = poll(second);
        }
    }

    /** A new value and what came before it. */
    @JCStressTest
    @State
    @Outcome(
            id = {"0, 0", "0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "who sees the value sees what came before")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class WatchValue extends Task {
        private final Watch<Integer> channel = Watch.channel(0);

        @Actor
        public void sender() {
            written = 1;
            channel.sender().send(1);
        }

        @Actor
        public void receiver(II_Result r) {
            r.r1 = channel.receiver().borrow();
            r.r2 = written;
        }
    }

    /** Who waits for a change is woken by it. */
    @JCStressTest
    @State
    @Outcome(
            id = {"ready", "woken"},
            expect = ACCEPTABLE,
            desc = "it saw the change")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class WatchChange extends Task {
        private final Watch<Integer> channel = Watch.channel(0);
        private final Future<?> changed = channel.receiver().changed();

        @Actor
        public void sender() {
            written = 1;
            channel.sender().send(1);
        }

        @Actor
        public void receiver() {
            poll(changed);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = end(changed);
        }
    }
}
