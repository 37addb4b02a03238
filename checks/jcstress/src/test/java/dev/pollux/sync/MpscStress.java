package dev.pollux.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** What is sent is received whole and once, and nobody sleeps through a message, room, or the end. */
public final class MpscStress {

    private MpscStress() {}

    /** A message whose contents were written before it was sent, by a plain write. */
    static final class Letter {
        int page;

        Letter(int page) {
            this.page = page;
        }
    }

    /** Polls one future, and polls it again after a wake. */
    static final class Sleeper {
        private final Future<?> future;
        private volatile boolean woken;
        private Object answer = "nothing";

        Sleeper(Future<?> future) {
            this.future = future;
        }

        void poll() {
            try {
                answer = future.poll(Context.of(() -> woken = true)) instanceof Poll.Ready<?> ready
                        ? "got " + ready.value()
                        : "asleep";
            } catch (Exception e) {
                answer = "refused";
            }
        }

        /** What it came to in the end, if wakes are obeyed. */
        String outcome() {
            while (answer.equals("asleep") && woken) {
                woken = false;
                poll();
            }
            return answer.toString();
        }
    }

    /** The receiver looks for a message while it is written. */
    @Behaviour("LMP-08")
    @JCStressTest
    @State
    @Outcome(
            id = {"nothing", "page 1"},
            expect = ACCEPTABLE,
            desc = "not yet, or all of it")
    @Outcome(expect = FORBIDDEN, desc = "a message whose contents are missing")
    public static class Publication {
        private final Mpsc.Channel<Letter> channel = Mpsc.bounded(1);

        @Actor
        public void sender() {
            channel.sender().trySend(new Letter(1));
        }

        @Actor
        public void receiver(L_Result r) {
            Letter received = channel.receiver().tryRecv();
            r.r1 = received == null ? "nothing" : "page " + received.page;
        }
    }

    /** The receiver goes to wait while a message is sent. */
    @JCStressTest
    @State
    @Outcome(id = "got 1", expect = ACCEPTABLE, desc = "it was there, or woke the receiver")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class SendAndWait {
        private final Mpsc.Channel<Integer> channel = Mpsc.bounded(1);
        private final Sleeper receiver = new Sleeper(channel.receiver().recv());

        @Actor
        public void sender() {
            channel.sender().trySend(1);
        }

        @Actor
        public void receiver() {
            receiver.poll();
        }

        @Arbiter
        public void arbiter(L_Result r) {
            r.r1 = receiver.outcome();
        }
    }

    /** Two messages are sent while the receiver goes to wait; it gets both. */
    @JCStressTest
    @State
    @Outcome(
            id = {"got 1, got 2", "got 2, got 1"},
            expect = ACCEPTABLE,
            desc = "both, in some order")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class TwoSendersAndWait {
        private final Mpsc.Channel<Integer> channel = Mpsc.bounded(2);
        private final Sleeper receiver = new Sleeper(channel.receiver().recv());

        @Actor
        public void first() {
            channel.sender().trySend(1);
        }

        @Actor
        public void second() {
            channel.sender().trySend(2);
        }

        @Actor
        public void receiver() {
            receiver.poll();
        }

        @Arbiter
        public void arbiter(LL_Result r) {
            r.r1 = receiver.outcome();
            receiver.poll();
            r.r2 = receiver.outcome();
        }
    }

    /** The last sender closes while the receiver goes to wait. */
    @Behaviour("LMP-01")
    @JCStressTest
    @State
    @Outcome(id = "got null", expect = ACCEPTABLE, desc = "the end")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class CloseAndWait {
        private final Mpsc.Channel<Integer> channel = Mpsc.bounded(1);
        private final Sleeper receiver = new Sleeper(channel.receiver().recv());

        @Actor
        public void sender() {
            channel.sender().close();
        }

        @Actor
        public void receiver() {
            receiver.poll();
        }

        @Arbiter
        public void arbiter(L_Result r) {
            r.r1 = receiver.outcome();
        }
    }

    /** A sender goes to wait for room while it is made. */
    @JCStressTest
    @State
    @Outcome(id = "got null, 2", expect = ACCEPTABLE, desc = "the sender got the room")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class ReceiveAndWait {
        private final Mpsc.Channel<Integer> channel = Mpsc.bounded(1);
        private final Sleeper sender;

        public ReceiveAndWait() {
            channel.sender().trySend(1);
            sender = new Sleeper(channel.sender().send(2));
        }

        @Actor
        public void sender() {
            sender.poll();
        }

        @Actor
        public void receiver() {
            channel.receiver().tryRecv();
        }

        @Arbiter
        public void arbiter(LL_Result r) {
            r.r1 = sender.outcome();
            r.r2 = channel.receiver().tryRecv();
        }
    }

    /** A sender goes to wait for room while the receiver closes: it is refused, and the receiver gets the rest and the end. */
    @JCStressTest
    @State
    @Outcome(id = "refused, got null", expect = ACCEPTABLE, desc = "refused")
    @Outcome(id = "got null, got 2", expect = ACCEPTABLE, desc = "it got the room before the close")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class ReceiveCloseAndWait {
        private final Mpsc.Channel<Integer> channel = Mpsc.bounded(1);
        private final Sleeper sender;

        public ReceiveCloseAndWait() {
            channel.sender().trySend(1);
            sender = new Sleeper(channel.sender().send(2));
        }

        @Actor
        public void sender() {
            sender.poll();
        }

        @Actor
        public void receiver() {
            channel.receiver().tryRecv();
            channel.receiver().close();
        }

        @Arbiter
        public void arbiter(LL_Result r) {
            r.r1 = sender.outcome();
            Sleeper receiver = new Sleeper(channel.receiver().recv());
            receiver.poll();
            r.r2 = receiver.outcome();
        }
    }
}
