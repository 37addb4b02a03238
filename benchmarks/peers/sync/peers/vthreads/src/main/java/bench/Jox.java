package bench;

import com.softwaremill.jox.Channel;
import java.util.concurrent.CompletableFuture;

/**
 * The workloads of WORKLOADS.md that are about channels, on virtual threads with those of jox, whose room is made at once: so there is as
 * much as the messages need, and no channel of 100,000. Nothing receives many at a time.
 */
final class Jox {

    private static final int CALLS = 1_000, REQUESTS = 10;
    private static final int MESSAGES = 5_000, SENDERS = 5, NARROW = 100;
    private static final int CHANNELS = 10_000;

    private Jox() {}

    /** A virtual thread gets a single answer by the JDK's future; jox has none of its own. */
    record Request(long question, CompletableFuture<Long> answer) {}

    static void s1() throws Exception {
        Main.inside("S1", "request_reply", "ns/call", CALLS, Main.sumBelow(CALLS) + CALLS, () -> {
            Channel<Request> requests = Channel.newBufferedChannel(REQUESTS);
            Main.start(() -> {
                for (int i = 0; i < CALLS; i++) {
                    Request request = requests.receive();
                    request.answer.complete(request.question + 1);
                }
            });
            long sum = 0;
            for (long i = 0; i < CALLS; i++) {
                Request request = new Request(i, new CompletableFuture<>());
                requests.send(request);
                sum += request.answer.get();
            }
            return sum;
        });
    }

    static void s7() throws Exception {
        Main.inside("S7", "mpsc_alone", "ns/msg", MESSAGES, Main.sumBelow(MESSAGES), () -> {
            Channel<Long> channel = Channel.newBufferedChannel(MESSAGES);
            for (long i = 0; i < MESSAGES; i++) channel.send(i);
            return received(channel);
        });
        long all = SENDERS * Main.sumBelow(MESSAGES / SENDERS);
        Main.inside("S7", "mpsc_wide", "ns/msg", MESSAGES, all, () -> sentByFive(MESSAGES));
        Main.inside("S7", "mpsc_full", "ns/msg", MESSAGES, all, () -> sentByFive(NARROW));
    }

    static long sentByFive(int capacity) throws InterruptedException {
        Channel<Long> channel = Channel.newBufferedChannel(capacity);
        for (int i = 0; i < SENDERS; i++) Main.start(() -> { for (long j = 0; j < MESSAGES / SENDERS; j++) channel.send(j); });
        return received(channel);
    }

    static long received(Channel<Long> channel) throws InterruptedException {
        long sum = 0;
        for (int i = 0; i < MESSAGES; i++) sum += channel.receive();
        return sum;
    }

    static void s8() throws Exception {
        for (int capacity : new int[] {1, 100}) {
            Main.inside("S8", "mpsc_create_" + capacity, "ns/channel", CHANNELS, CHANNELS, () -> {
                long open = 0;
                for (int i = 0; i < CHANNELS; i++) {
                    Channel<Long> channel = Channel.newBufferedChannel(capacity);
                    if (channel.closedForSend() == null) open++;
                    channel.done();
                }
                return open;
            });
        }
    }

    static void run(String workload) throws Exception {
        switch (workload) {
            case "S1" -> s1(); case "S7" -> s7(); case "S8" -> s8();
            default -> System.exit(3);
        }
    }
}
