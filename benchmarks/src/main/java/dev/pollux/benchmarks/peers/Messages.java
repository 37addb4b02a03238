package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;

import dev.pollux.future.Future;
import dev.pollux.sync.Mpsc;
import java.util.ArrayList;
import java.util.List;

/** S7 and S8: channels of many senders, with room for all, or for few, or used for nothing; received one by one, or many at a time. */
final class Messages {

    private static final int MESSAGES = 5_000;
    private static final int SENDERS = 5;
    private static final int WIDE = 1_000_000;
    private static final int NARROW = 100;
    private static final int CHANNELS = 10_000;

    private Messages() {}

    // ---------------------------------------------------------------- S7

    static void betweenTasks() throws Exception {
        try (Inside inside = new Inside("S7")) {
            long alone = Workload.sumBelow(MESSAGES);
            inside.measure("mpsc_alone", "ns/msg", MESSAGES, alone, () -> sendThenReceive(false));
            inside.measure("mpsc_alone_many", "ns/msg", MESSAGES, alone, () -> sendThenReceive(true));
            long sum = SENDERS * Workload.sumBelow(MESSAGES / SENDERS);
            inside.measure("mpsc_wide", "ns/msg", MESSAGES, sum, () -> sentByFive(WIDE, false));
            inside.measure("mpsc_wide_many", "ns/msg", MESSAGES, sum, () -> sentByFive(WIDE, true));
            inside.measure("mpsc_full", "ns/msg", MESSAGES, sum, () -> sentByFive(NARROW, false));
            inside.measure("mpsc_full_many", "ns/msg", MESSAGES, sum, () -> sentByFive(NARROW, true));
        }
    }

    private static Future<Long> sendThenReceive(boolean many) {
        return async(() -> {
            var channel = Mpsc.<Long>bounded(WIDE);
            for (long i = 0; i < MESSAGES; i++) {
                channel.sender().send(i).await();
            }
            return received(channel.receiver(), many).await();
        });
    }

    private static Future<Long> sentByFive(int capacity, boolean many) {
        return async(() -> {
            var channel = Mpsc.<Long>bounded(capacity);
            for (int i = 0; i < SENDERS; i++) {
                spawn(produce(channel.sender()));
            }
            return received(channel.receiver(), many).await();
        });
    }

    private static Future<Void> produce(Mpsc.Sender<Long> out) {
        return async(() -> {
            for (long i = 0; i < MESSAGES / SENDERS; i++) {
                out.send(i).await();
            }
        });
    }

    private static Future<Long> received(Mpsc.Receiver<Long> in, boolean many) {
        return many ? receivedManyAtATime(in) : receivedOneByOne(in);
    }

    private static Future<Long> receivedOneByOne(Mpsc.Receiver<Long> in) {
        return async(() -> {
            long sum = 0;
            for (int i = 0; i < MESSAGES; i++) {
                sum += in.recv().await();
            }
            return sum;
        });
    }

    private static Future<Long> receivedManyAtATime(Mpsc.Receiver<Long> in) {
        return async(() -> {
            List<Long> buffer = new ArrayList<>(MESSAGES);
            long sum = 0;
            for (int left = MESSAGES; left > 0; ) {
                left -= in.recvMany(buffer, MESSAGES).await();
                for (long message : buffer) {
                    sum += message;
                }
                buffer.clear();
            }
            return sum;
        });
    }

    // ---------------------------------------------------------------- S8

    static void noneAtAll() throws Exception {
        try (Inside inside = new Inside("S8")) {
            for (int capacity : new int[] {1, 100, 100_000}) {
                long room = (long) CHANNELS * capacity;
                inside.measure(
                        "mpsc_create_" + capacity, "ns/channel", CHANNELS, room, () -> createdAndClosed(capacity));
            }
        }
    }

    private static Future<Long> createdAndClosed(int capacity) {
        return async(() -> {
            long room = 0;
            for (int i = 0; i < CHANNELS; i++) {
                var channel = Mpsc.<Long>bounded(capacity);
                room += channel.sender().capacity();
                channel.sender().close();
                channel.receiver().close();
            }
            return room;
        });
    }
}
