package dev.pollux.vocabulary;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.select;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.when;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.sync.ClosedException;
import dev.pollux.sync.Mpmc;
import dev.pollux.sync.Mpsc;
import dev.pollux.sync.OverflowPolicy;
import dev.pollux.task.JoinHandle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Channels between tasks of a runtime. */
@Timeout(60)
class ChannelTasksTest {

    private static final int MANY = 20_000;

    private static <T> T run(Future<T> main) throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build()) {
            return runtime.blockOn(main);
        }
    }

    private static Future<Void> produce(Mpsc.Sender<Integer> sender, int from) {
        return async(() -> {
            try (sender) {
                for (int message = from; message < from + MANY; message++) {
                    sender.send(message).await();
                }
            }
            return null;
        });
    }

    /** Each producer's messages in order, and each message once. */
    private static void assertComplete(List<Integer> received, int producers) {
        assertThat(received).hasSize(producers * MANY);
        for (int producer = 0; producer < producers; producer++) {
            int from = producer * MANY;
            assertThat(received.stream().filter(message -> message >= from && message < from + MANY))
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .hasSize(MANY);
        }
    }

    @Test
    @Behaviour({"FMP-03", "FMP-04", "FMP-05", "FMP-09", "FMP-11"})
    void mpsc_manyProducers_deliversEachMessageOnce() throws Exception {
        for (int capacity : new int[] {1, 7, 1_000}) {
            List<Integer> received = run(async(() -> {
                Mpsc.Channel<Integer> channel = Mpsc.bounded(capacity);
                for (int producer = 0; producer < 4; producer++) {
                    spawn(produce(channel.sender().copy(), producer * MANY));
                }
                channel.sender().close();
                List<Integer> messages = new ArrayList<>();
                var receiver = channel.receiver();
                for (Integer next = receiver.recv().await();
                        next != null;
                        next = receiver.recv().await()) {
                    messages.add(next);
                }
                return messages;
            }));

            assertComplete(received, 4);
        }
    }

    @Test
    @Behaviour("FMP-08")
    void mpscUnbounded_manyProducers_deliversEachMessageOnce() throws Exception {
        List<Integer> received = run(async(() -> {
            Mpsc.UnboundedChannel<Integer> channel = Mpsc.unbounded(4 * MANY, OverflowPolicy.REJECT);
            for (int producer = 0; producer < 4; producer++) {
                int from = producer * MANY;
                var sender = channel.sender().copy();
                spawn(async(() -> {
                    try (sender) {
                        for (int message = from; message < from + MANY; message++) {
                            sender.send(message);
                        }
                    }
                }));
            }
            channel.sender().close();
            List<Integer> messages = new ArrayList<>();
            while (channel.receiver().recvMany(messages, 100).await() > 0) {
                // until the end
            }
            return messages;
        }));

        assertComplete(received, 4);
    }

    @Test
    @Behaviour({"FMP-10"})
    void mpsc_receiverPassedFromTaskToTask_missesNothing() throws Exception {
        List<Integer> received = run(async(() -> {
            Mpsc.Channel<Integer> channel = Mpsc.bounded(3);
            spawn(produce(channel.sender(), 0));
            List<Integer> messages = new ArrayList<>();
            int before = -1;
            while (messages.size() > before) {
                before = messages.size();
                spawn(async(() -> {
                            for (int count = 0; count < 100; count++) {
                                Integer next = channel.receiver().recv().await();
                                if (next == null) {
                                    return;
                                }
                                messages.add(next);
                            }
                        }))
                        .await();
            }
            return messages;
        }));

        assertComplete(received, 1);
    }

    @Test
    @Behaviour({"FMP-12", "FMC-05"})
    void mpsc_closedWhileProducersSend_deliversWhatWasSent() throws Exception {
        for (int round = 0; round < 200; round++) {
            int stopAt = round;
            boolean complete = run(async(() -> {
                Mpsc.Channel<Integer> channel = Mpsc.bounded(2);
                List<JoinHandle<Integer>> producers = new ArrayList<>();
                for (int producer = 0; producer < 2; producer++) {
                    producers.add(spawn(countUntilClosed(channel.sender().copy())));
                }
                int received = 0;
                var receiver = channel.receiver();
                while (received < stopAt) {
                    receiver.recv().await();
                    received++;
                }
                receiver.close();
                while (receiver.recv().await() != null) {
                    received++;
                }
                int sent = producers.get(0).await() + producers.get(1).await();
                return sent == received;
            }));

            assertThat(complete).isTrue();
        }
    }

    private static Future<Integer> countUntilClosed(Mpsc.Sender<Integer> sender) {
        return async(() -> {
            int sent = 0;
            while (true) {
                try {
                    if (sent % 2 == 0) {
                        sender.send(sent).await();
                        sent++;
                    } else if (sender.trySend(sent)) {
                        sent++;
                    } else {
                        yieldNow().await();
                    }
                } catch (ClosedException e) {
                    return sent;
                }
            }
        });
    }

    @Test
    void mpmc_manyOfBoth_deliversEachMessageOnce() throws Exception {
        for (int capacity : new int[] {0, 1, 100}) {
            long sum = run(async(() -> {
                Mpmc.Channel<Integer> channel = capacity == 0 ? Mpmc.rendezvous() : Mpmc.bounded(capacity);
                List<JoinHandle<Long>> workers = new ArrayList<>();
                for (int at = 0; at < 3; at++) {
                    spawn(produce(channel.sender().copy()));
                    workers.add(spawn(sum(channel.receiver().copy())));
                }
                channel.sender().close();
                long total = 0;
                for (JoinHandle<Long> worker : workers) {
                    total += worker.await();
                }
                return total;
            }));

            assertThat(sum).isEqualTo(3L * MANY * (MANY - 1) / 2);
        }
    }

    private static Future<Void> produce(Mpmc.Sender<Integer> sender) {
        return async(() -> {
            try (sender) {
                for (int message = 0; message < MANY; message++) {
                    sender.send(message).await();
                }
            }
            return null;
        });
    }

    private static Future<Long> sum(Mpmc.Receiver<Integer> receiver) {
        return async(() -> {
            long sum = 0;
            try (receiver) {
                for (Integer next = receiver.recv().await();
                        next != null;
                        next = receiver.recv().await()) {
                    sum += next;
                }
            }
            return sum;
        });
    }

    @Test
    void select_overTwoReceivers_losesNoMessage() throws Exception {
        List<Integer> received = run(async(() -> {
            Mpsc.Channel<Integer> first = Mpsc.bounded(2);
            Mpsc.Channel<Integer> second = Mpsc.bounded(2);
            spawn(produce(first.sender(), 0));
            spawn(produce(second.sender(), MANY));
            List<Integer> messages = new ArrayList<>();
            while (messages.size() < 2 * MANY) {
                Integer next = select(
                                when(first.receiver().recv(), message -> message),
                                when(second.receiver().recv(), message -> message))
                        .await();
                if (next != null) { // the end of one is ready for ever
                    messages.add(next);
                }
            }
            return messages;
        }));

        assertComplete(received, 2);
    }
}
