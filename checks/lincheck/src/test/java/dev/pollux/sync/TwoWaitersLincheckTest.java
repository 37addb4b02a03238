package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.ModelChecking;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tasks meet at behaves as if one thing happened after the other, and loses no wake-up, in every interleaving. */
class TwoWaitersLincheckTest {

    private static void check(Class<?> model, int threads) {
        ModelChecking.check(model, threads, 3);
    }

    /** Each event is a permit. */
    public static class OfSemaphore extends TwoWaiters {
        private final Semaphore semaphore = new Semaphore(0);

        @Override
        Future<?> future(int task) {
            return semaphore.acquire();
        }

        @Override
        void happen() {
            semaphore.addPermits(1);
        }

        @Override
        boolean isDue(int task) {
            return semaphore.availablePermits() > 0;
        }
    }

    /** Each event is a notification for one. */
    public static class OfNotifyOne extends TwoWaiters {
        private final Notify notify = new Notify();

        @Override
        Future<?> future(int task) {
            return notify.notified();
        }

        @Override
        void happen() {
            notify.notifyOne();
        }

        @Override
        boolean isDue(int task) {
            return notify.toString().equals("Notify[notified]");
        }
    }

    /** Each event makes a condition true and notifies all. */
    public static class OfAwaitUntil extends TwoWaiters {
        private final Notify notify = new Notify();
        private final AtomicInteger events = new AtomicInteger();

        @Override
        Future<?> future(int task) {
            return notify.awaitUntil(() -> events.get() > 1);
        }

        @Override
        void happen() {
            events.incrementAndGet();
            notify.notifyWaiters();
        }

        @Override
        boolean isDue(int task) {
            return events.get() > 1;
        }
    }

    /** The first task receives, and the second waits for the receiver to be gone; the event is a value. */
    public static class OfOneshot extends TwoWaiters {
        private final Oneshot<Integer> channel = Oneshot.channel();
        private boolean sent;

        @Override
        Future<?> future(int task) {
            return task == 1 || channel.receiver().isTerminated()
                    ? channel.sender().closed()
                    : channel.receiver();
        }

        @Override
        synchronized void happen() { // one send at a time, as the sender demands
            if (!sent) {
                sent = true;
                channel.sender().send(1);
            }
        }

        @Override
        boolean isDue(int task) {
            return channel.sender().isClosed();
        }
    }

    /** Each event is a value for both. */
    public static class OfBroadcast extends TwoWaiters {
        private final Broadcast<Integer> channel = Broadcast.channel(1);
        private final List<Broadcast.Receiver<Integer>> receivers =
                List.of(channel.receiver(), channel.sender().subscribe());

        @Override
        Future<?> future(int task) {
            return receivers.get(task).recv();
        }

        @Override
        void happen() {
            channel.sender().send(1);
        }

        @Override
        boolean isDue(int task) {
            return !receivers.get(task).isEmpty();
        }
    }

    /** Each event is a new value for both. */
    public static class OfWatch extends TwoWaiters {
        private final Watch<Integer> channel = Watch.channel(0);
        private final List<Watch.Receiver<Integer>> receivers =
                List.of(channel.receiver(), channel.sender().subscribe());

        @Override
        Future<?> future(int task) {
            return receivers.get(task).changed();
        }

        @Override
        void happen() {
            channel.sender().sendModify(value -> value + 1);
        }

        @Override
        boolean isDue(int task) {
            return receivers.get(task).hasChanged();
        }
    }

    /** The event is the value, if it is the first. */
    public static class OfSetOnce extends TwoWaiters {
        private final SetOnce<Integer> cell = new SetOnce<>();

        @Override
        Future<?> future(int task) {
            return cell.whenSet();
        }

        @Override
        void happen() {
            cell.trySet(1);
        }

        @Override
        boolean isDue(int task) {
            return cell.isSet();
        }
    }

    /** A twin that looks, takes what it sees in a second step, and takes its place in a third. */
    public static class Broken extends TwoWaiters {
        private final AtomicInteger events = new AtomicInteger();
        private final Waker[] places = new Waker[2];

        @Override
        Future<?> future(int task) {
            return Futures.pollFn(cx -> {
                if (events.get() > 0) {
                    events.decrementAndGet();
                    return Poll.ready(null);
                }
                places[task] = cx.waker(); // an event in between is not heard
                return Poll.pending();
            });
        }

        @Override
        void happen() {
            events.incrementAndGet();
            for (Waker each : places) {
                if (each != null) {
                    each.wake();
                }
            }
        }

        @Override
        boolean isDue(int task) {
            return events.get() > 0;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    @Behaviour({"LSB-02", "LSB-05", "LSB-07"})
    void semaphore_everyInterleaving_losesNoWakeUp(int threads) {
        check(OfSemaphore.class, threads);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    @Behaviour({"LNT-01", "LNT-04", "LNT-05"})
    void notifyOne_everyInterleaving_losesNoWakeUp(int threads) {
        check(OfNotifyOne.class, threads);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    @Behaviour({"LNT-02", "LNT-09"})
    void awaitUntil_everyInterleaving_losesNoWakeUp(int threads) {
        check(OfAwaitUntil.class, threads);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    @Behaviour({"LON-01", "LON-04", "LON-07"})
    void oneshot_everyInterleaving_losesNoWakeUp(int threads) {
        check(OfOneshot.class, threads);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    @Behaviour({"LBC-01", "LBC-02", "LBC-03"})
    void broadcast_everyInterleaving_losesNoWakeUp(int threads) {
        check(OfBroadcast.class, threads);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    @Behaviour({"LWA-01", "LWA-02"})
    void watch_everyInterleaving_losesNoWakeUp(int threads) {
        check(OfWatch.class, threads);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    @Behaviour("LSO-02")
    void setOnce_everyInterleaving_losesNoWakeUp(int threads) {
        check(OfSetOnce.class, threads);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void brokenTwin_isCaught(int threads) {
        assertThatThrownBy(() -> check(Broken.class, threads))
                .hasMessageFindingMatch("sleeps on|Invalid execution results");
    }
}
