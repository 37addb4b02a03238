package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.ModelChecking;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An {@link Mpmc} channel is a queue with so much room, and nobody sleeps through what he waits for. */
class MpmcLincheckTest {

    /** What never waits. */
    public static class Tries {
        private final Mpmc.Channel<Integer> channel = Mpmc.bounded(2);

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
                return channel.sender().trySend(message) ? "sent" : "full";
            } catch (ClosedException e) {
                return "closed";
            }
        }

        @Operation
        public String receive() {
            try {
                return String.valueOf(channel.receiver().tryRecv());
            } catch (ClosedException e) {
                return "ended";
            }
        }

        @Operation
        public int size() {
            return channel.receiver().size();
        }

        @Operation
        public void close() {
            channel.receiver().closeChannel();
        }
    }

    /** The usual two semaphores around a queue: a send is over before it can be received, if another one is held up. */
    public static class BrokenTries {
        private final Semaphore room = new Semaphore(2);
        private final Semaphore filled = new Semaphore(0);
        private final ConcurrentLinkedQueue<Integer> messages = new ConcurrentLinkedQueue<>();

        @Operation
        public boolean send() {
            boolean hasRoom = room.tryAcquire();
            if (hasRoom) {
                messages.add(1);
                filled.release();
            }
            return hasRoom;
        }

        @Operation
        public boolean receive() {
            boolean isFilled = filled.availablePermits() > 0; // asks and takes in two steps
            if (isFilled) {
                filled.tryAcquire();
                messages.remove();
                room.release();
            }
            return isFilled;
        }
    }

    /** Two receivers and a sender who wait, and drop what they wait for. */
    public abstract static class Waits {
        private final Mpmc.Channel<Integer> channel = channel();
        private final SleepingTask<Void> sender = new SleepingTask<>();
        private final SleepingTask<Integer> first = new SleepingTask<>();
        private final SleepingTask<Integer> second = new SleepingTask<>();

        abstract Mpmc.Channel<Integer> channel();

        @Operation(nonParallelGroup = "sender")
        public void send() {
            sender.poll(() -> channel.sender().send(1));
        }

        @Operation(nonParallelGroup = "sender")
        public void dropSend() {
            sender.drop();
        }

        @Operation(nonParallelGroup = "first")
        public void receiveFirst() {
            first.poll(() -> channel.receiver().recv());
        }

        @Operation(nonParallelGroup = "first")
        public void dropFirst() {
            first.drop();
        }

        @Operation(nonParallelGroup = "second")
        public void receiveSecond() {
            second.poll(() -> channel.receiver().recv());
        }

        @Operation(nonParallelGroup = "second")
        public void close() {
            channel.receiver().closeChannel();
        }

        @Validate
        public void nobodySleepsThroughWhatHeWaitsFor() {
            boolean receiverSleeps = first.isAsleep() || second.isAsleep();
            boolean underWay = first.isWoken() || second.isWoken() || sender.isWoken();
            if (receiverSleeps
                    && (channel.receiver().size() > 0 || (channel.receiver().isClosed() && !underWay))) {
                throw new IllegalStateException("a message or the end is there, and a receiver sleeps on");
            }
            if (sender.isAsleep() && (channel.receiver().isClosed() || receiverSleeps)) {
                throw new IllegalStateException("a receiver waits, or the end is there, and a sender sleeps on");
            }
        }
    }

    /** With a buffer. */
    public static class BufferedWaits extends Waits {
        @Override
        Mpmc.Channel<Integer> channel() {
            return Mpmc.bounded(1);
        }
    }

    /** Without one. */
    public static class RendezvousWaits extends Waits {
        @Override
        Mpmc.Channel<Integer> channel() {
            return Mpmc.rendezvous();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void tries_everyInterleaving_areThoseOfAQueue(int threads) {
        ModelChecking.check(Tries.class, threads, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void waits_everyInterleaving_loseNoWakeUp(int threads) {
        ModelChecking.checkSleepers(BufferedWaits.class, threads, 3);
        ModelChecking.checkSleepers(RendezvousWaits.class, threads, 3);
    }

    @Test
    void brokenTwin_isCaught() {
        assertThatThrownBy(() -> ModelChecking.check(BrokenTries.class))
                .hasMessageFindingMatch("Invalid execution results|exception");
    }
}
