package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.ModelChecking;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An {@link Mpsc} channel is a queue with so much room, and neither it nor its senders sleep through what they wait for. */
class MpscLincheckTest {

    /** What never waits. */
    public abstract static class Tries {
        private final Mpsc.Sender<Integer> sender;
        private final Mpsc.Receiver<Integer> receiver;

        Tries(int capacity) {
            Mpsc.Channel<Integer> channel = Mpsc.bounded(capacity);
            sender = channel.sender();
            receiver = channel.receiver();
        }

        @Operation
        public String sendOne() {
            return send(1);
        }

        @Operation
        public String sendTwo() {
            return send(2);
        }

        private String send(int message) {
            try {
                return sender.trySend(message) ? "sent" : "full";
            } catch (ClosedException e) {
                return "closed";
            }
        }

        @Operation(nonParallelGroup = "receiver")
        public String receive() {
            try {
                return String.valueOf(receiver.tryRecv());
            } catch (ClosedException e) {
                return "ended";
            }
        }

        @Operation(nonParallelGroup = "receiver")
        public boolean isEmpty() {
            return receiver.isEmpty();
        }

        @Operation(nonParallelGroup = "receiver")
        public void close() {
            receiver.close();
        }
    }

    /** Room for one. */
    public static class TriesOfOne extends Tries {
        public TriesOfOne() {
            super(1);
        }
    }

    /** Room for two. */
    public static class TriesOfTwo extends Tries {
        public TriesOfTwo() {
            super(2);
        }
    }

    /** Two senders and a receiver who wait, and drop what they wait for. */
    public static class Waits {
        private final Mpsc.Channel<Integer> channel = Mpsc.bounded(1);
        private final SleepingTask<Void> first = new SleepingTask<>();
        private final SleepingTask<Void> second = new SleepingTask<>();
        private final SleepingTask<Integer> receiver = new SleepingTask<>();

        @Operation(nonParallelGroup = "first")
        public void pollFirst() {
            first.poll(() -> channel.sender().send(1));
        }

        @Operation(nonParallelGroup = "first")
        public void dropFirst() {
            first.drop();
        }

        @Operation(nonParallelGroup = "second")
        public void pollSecond() {
            second.poll(() -> channel.sender().send(2));
        }

        @Operation(nonParallelGroup = "second")
        public void trySecond() {
            second.poll(() -> Futures.ready(channel.sender().trySend(3)).map(sent -> null));
        }

        @Operation(nonParallelGroup = "receiver")
        public void receive() {
            receiver.poll(() -> channel.receiver().recv());
        }

        @Operation(nonParallelGroup = "receiver")
        public void close() {
            channel.receiver().close();
        }

        @Operation(nonParallelGroup = "first")
        public void closeSender() {
            channel.sender().close(); // what was begun before goes on
        }

        @Validate
        public void nobodySleepsThroughWhatHeWaitsFor() {
            boolean closed = channel.receiver().isClosed();
            if (receiver.isAsleep() && !channel.receiver().isEmpty()) {
                throw new IllegalStateException("a message is there, and the receiver sleeps on");
            }
            if (receiver.isAsleep() && channel.receiver().isTerminated()) {
                throw new IllegalStateException("the channel has ended, and the receiver sleeps on");
            }
            int taken = channel.receiver().size() + (first.isWoken() ? 1 : 0) + (second.isWoken() ? 1 : 0);
            if ((first.isAsleep() || second.isAsleep()) && (closed || taken == 0)) {
                throw new IllegalStateException("there is room, or an end, and a sender sleeps on");
            }
        }
    }

    /** The same for a channel whose receiver looks for a message and then leaves its waker, in two steps. */
    public static class Broken {
        private final Queue<Integer> messages = new ConcurrentLinkedQueue<>();
        private final SleepingTask<Integer> receiver = new SleepingTask<>();
        private volatile Waker waker;

        @Operation
        public void send() {
            messages.add(1);
            Waker seen = waker;
            if (seen != null) {
                seen.wake();
            }
        }

        @Operation(nonParallelGroup = "receiver")
        public void receive() {
            receiver.poll(this::recv);
        }

        private Future<Integer> recv() {
            return Futures.pollFn(cx -> {
                Integer message = messages.poll();
                if (message == null) {
                    waker = cx.waker(); // a message in between wakes nobody
                    return Poll.pending();
                }
                return Poll.ready(message);
            });
        }

        @Validate
        public void theReceiverDoesNotSleepThroughAMessage() {
            if (receiver.isAsleep() && !messages.isEmpty()) {
                throw new IllegalStateException("a message is there, and the receiver sleeps on");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    @Behaviour({"LMP-08", "LMP-09", "LMP-10"})
    void tries_everyInterleaving_areThoseOfAQueue(int threads) {
        ModelChecking.check(threads == 2 ? TriesOfTwo.class : TriesOfOne.class, threads, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    @Behaviour({"LMP-01", "LMP-03", "LMP-04", "LMP-06"})
    void waits_everyInterleaving_loseNoWakeUp(int threads) {
        ModelChecking.checkSleepers(Waits.class, threads, 3);
    }

    @Test
    void tries_underStress_areThoseOfAQueue() {
        new StressOptions()
                .threads(3)
                .actorsPerThread(3)
                .iterations(10)
                .invocationsPerIteration(2_000)
                .check(TriesOfTwo.class);
    }

    @Test
    void brokenTwin_isCaught() {
        assertThatThrownBy(() -> ModelChecking.checkSleepers(Broken.class, 2, 3))
                .hasMessageContaining("sleeps on");
    }
}
