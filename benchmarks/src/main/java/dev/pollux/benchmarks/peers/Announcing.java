package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;

import dev.pollux.future.Future;
import dev.pollux.sync.Broadcast;
import dev.pollux.sync.Notify;
import dev.pollux.sync.Watch;
import dev.pollux.task.JoinHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** S2 and S3: one task tells many others a number, and goes on once all have it. */
final class Announcing {

    private static final int ROUNDS = 100;
    private static final int ROOM = 1_000;

    private Announcing() {}

    static void broadcast() throws Exception {
        measure("S2", "broadcast_", Announcing::broadcastTo);
    }

    static void watch() throws Exception {
        measure("S3", "watch_", Announcing::shownTo);
    }

    private static void measure(String workload, String prefix, Function<Integer, Future<Long>> body) throws Exception {
        for (int receivers : new int[] {10, 100, 1_000}) {
            try (Inside inside = new Inside(workload)) {
                long received = (long) receivers * ROUNDS;
                long sum = receivers * (Workload.sumBelow(ROUNDS) + ROUNDS);
                inside.measure(prefix + receivers, "ns/receive", received, sum, () -> body.apply(receivers));
            }
        }
    }

    /** Who of the receivers still has to hear of this round. */
    private static final class Round {

        private final AtomicInteger missing = new AtomicInteger();
        private final Notify complete = new Notify();

        void begin(int receivers) {
            missing.set(receivers);
        }

        void arrived() {
            if (missing.decrementAndGet() == 0) {
                complete.notifyOne();
            }
        }

        Future<Void> end() {
            return complete.notified();
        }
    }

    private static Future<Long> announced(int receivers, LongConsumer send, Function<Round, Future<Long>> receiver) {
        return async(() -> {
            Round round = new Round();
            List<JoinHandle<Long>> tasks = new ArrayList<>();
            for (int i = 0; i < receivers; i++) {
                tasks.add(spawn(receiver.apply(round)));
            }
            for (long i = 1; i <= ROUNDS; i++) {
                round.begin(receivers);
                send.accept(i);
                round.end().await();
            }
            return Inside.sum(tasks).await();
        });
    }

    // ---------------------------------------------------------------- S2

    private static Future<Long> broadcastTo(int receivers) {
        Broadcast.Sender<Long> sender = Broadcast.sender(ROOM);
        return announced(receivers, sender::send, round -> received(sender.subscribe(), round));
    }

    private static Future<Long> received(Broadcast.Receiver<Long> in, Round round) {
        return async(() -> {
            long sum = 0;
            for (int i = 0; i < ROUNDS; i++) {
                sum += in.recv().await();
                round.arrived();
            }
            in.close();
            return sum;
        });
    }

    // ---------------------------------------------------------------- S3

    private static Future<Long> shownTo(int receivers) {
        Watch.Sender<Long> sender = Watch.sender(0L);
        return announced(receivers, sender::send, round -> seen(sender.subscribe(), round));
    }

    private static Future<Long> seen(Watch.Receiver<Long> in, Round round) {
        return async(() -> {
            long sum = 0;
            for (int i = 0; i < ROUNDS; i++) {
                in.changed().await();
                sum += in.borrow();
                round.arrived();
            }
            in.close();
            return sum;
        });
    }
}
