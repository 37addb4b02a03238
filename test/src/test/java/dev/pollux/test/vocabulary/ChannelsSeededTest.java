package dev.pollux.test.vocabulary;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Future;
import dev.pollux.sync.Broadcast;
import dev.pollux.sync.ClosedException;
import dev.pollux.sync.LaggedException;
import dev.pollux.sync.Mpmc;
import dev.pollux.sync.Mpsc;
import dev.pollux.sync.Oneshot;
import dev.pollux.sync.Watch;
import dev.pollux.test.PolluxTest;
import dev.pollux.test.TestRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;

/** Channels lose nothing untold in many orders, whoever is aborted in between. */
class ChannelsSeededTest {

    private static final int TASKS = 6;
    private static final int MESSAGES = 10;

    /** Who sent it, and as which of his. */
    record Message(int sender, int number) {}

    private Crowd crowd;
    private final List<Message> sent = new ArrayList<>();
    private final List<Message> received = new ArrayList<>();

    @BeforeEach
    void gather(TestRuntime runtime) {
        crowd = new Crowd(runtime.random());
    }

    @PolluxTest(seeds = 100)
    void mpsc_deliversWhatWasSent_inTheOrderOfEachSender(TestRuntime runtime) throws Exception {
        Mpsc.Channel<Message> channel = Mpsc.bounded(2);
        runtime.run(() -> {
            for (int i = 0; i < TASKS; i++) {
                int number = i;
                var own = channel.sender().copy();
                crowd.add(() -> {
                    try (own) {
                        for (int j = 0; j < MESSAGES; j++) {
                            crowd.dawdle().await();
                            var message = new Message(number, j);
                            own.send(message).await();
                            sent.add(message); // no await in between
                        }
                    }
                });
            }
            channel.sender().close();
            var receiving = spawn(() -> {
                for (var next = channel.receiver().recv().await();
                        next != null;
                        next = channel.receiver().recv().await()) {
                    received.add(next);
                    crowd.dawdle().await();
                }
            });
            crowd.abortSome().await();
            crowd.join().await();
            receiving.await();
        });

        for (int sender = 0; sender < TASKS; sender++) {
            assertThat(of(sender, received)).isEqualTo(of(sender, sent));
        }
    }

    private static List<Message> of(int sender, List<Message> messages) {
        return messages.stream().filter(each -> each.sender == sender).toList();
    }

    @PolluxTest(seeds = 100)
    void mpsc_reserved_deliversWhatWasSent_andGetsRoomBack(TestRuntime runtime) throws Exception {
        Mpsc.Channel<Message> channel = Mpsc.bounded(3);
        runtime.run(() -> {
            for (int i = 0; i < TASKS; i++) {
                int number = i;
                crowd.add(() -> {
                    for (int j = 0; j < MESSAGES; j++) {
                        try (var permit = channel.sender().reserveMany(2).await()) {
                            crowd.dawdle().await();
                            var message = new Message(number, j);
                            permit.send(message);
                            sent.add(message);
                        }
                    }
                });
            }
            var receiving = spawn(() -> {
                while (true) {
                    received.add(channel.receiver().recv().await());
                }
            });
            crowd.abortSome().await();
            crowd.join().await();
            receiving.abort();
        });

        for (var rest = channel.receiver().tryRecv();
                rest != null;
                rest = channel.receiver().tryRecv()) {
            received.add(rest);
        }
        assertThat(received).isEqualTo(sent);
        assertThat(channel.sender().capacity()).isEqualTo(3);
    }

    @PolluxTest(seeds = 100)
    void mpmc_deliversEachOnce(TestRuntime runtime) throws Exception {
        deliverEachOnce(Mpmc.bounded(2), runtime);
    }

    @PolluxTest(seeds = 100)
    void mpmcRendezvous_deliversEachOnce(TestRuntime runtime) throws Exception {
        deliverEachOnce(Mpmc.rendezvous(), runtime);
    }

    private void deliverEachOnce(Mpmc.Channel<Message> channel, TestRuntime runtime) throws Exception {
        List<Message> begun = new ArrayList<>();
        runtime.run(() -> {
            for (int i = 0; i < TASKS; i++) {
                int number = i;
                var own = channel.sender().copy();
                crowd.add(() -> {
                    try (own) {
                        for (int j = 0; j < MESSAGES; j++) {
                            crowd.dawdle().await();
                            var message = new Message(number, j);
                            begun.add(message);
                            own.send(message).await();
                            sent.add(message);
                        }
                    }
                });
            }
            channel.sender().close();
            for (int i = 0; i < TASKS / 2; i++) {
                crowd.add(() -> receiveAll(channel.receiver()).await());
            }
            var last = spawn(receiveAll(channel.receiver())); // is never aborted
            crowd.abortSome().await();
            crowd.join().await();
            last.await();
        });

        assertThat(received).doesNotHaveDuplicates().containsAll(sent); // a dropped send may have been taken
        assertThat(begun).containsAll(received);
    }

    private Future<Void> receiveAll(Mpmc.Receiver<Message> receiver) {
        return async(() -> {
            for (var next = receiver.recv().await();
                    next != null;
                    next = receiver.recv().await()) {
                received.add(next);
                crowd.dawdle().await();
            }
        });
    }

    @PolluxTest(seeds = 100)
    void broadcast_tellsExactlyWhatWasMissed(TestRuntime runtime) throws Exception {
        var sender = Broadcast.<Integer>sender(4);
        runtime.run(() -> {
            for (int i = 0; i < TASKS; i++) {
                var receiver = sender.subscribe();
                crowd.add(() -> {
                    long expected = 0;
                    boolean open = true;
                    while (open) {
                        crowd.dawdle().await();
                        try {
                            Integer value = receiver.recv().await();
                            open = value != null;
                            assertThat(open ? value : MESSAGES * 2).isEqualTo((int) expected);
                            expected++;
                        } catch (LaggedException e) {
                            expected += e.missed();
                        }
                    }
                });
            }
            var sending = spawn(() -> {
                try (sender) {
                    for (int i = 0; i < MESSAGES * 2; i++) {
                        sender.send(i);
                        crowd.dawdle().await();
                    }
                }
            });
            crowd.abortSome().await();
            crowd.join().await();
            sending.await();
        });
    }

    @PolluxTest(seeds = 100)
    void watch_showsNewerValuesOnly_andTheLastOneToAll(TestRuntime runtime) throws Exception {
        var sender = Watch.sender(0);
        runtime.run(() -> {
            for (int i = 0; i < TASKS; i++) {
                var receiver = sender.subscribe();
                var patient = sender.subscribe();
                crowd.add(() -> assertThat(
                                patient.waitFor(value -> value >= MESSAGES / 2).await())
                        .isBetween(MESSAGES / 2, MESSAGES));
                crowd.add(() -> {
                    int seen = 0;
                    try {
                        while (true) {
                            receiver.changed().await();
                            int value = receiver.borrowAndUpdate();
                            assertThat(value).isGreaterThan(seen);
                            seen = value;
                            crowd.dawdle().await();
                        }
                    } catch (ClosedException e) {
                        assertThat(seen).isEqualTo(MESSAGES);
                    }
                });
            }
            var sending = spawn(() -> {
                try (sender) {
                    for (int i = 1; i <= MESSAGES; i++) {
                        sender.send(i);
                        crowd.dawdle().await();
                    }
                }
            });
            crowd.abortSome().await();
            crowd.join().await();
            sending.await();
        });
    }

    @PolluxTest(seeds = 100)
    void oneshot_isReceivedOnceOrTold(TestRuntime runtime) throws Exception {
        boolean[] isSent = new boolean[TASKS];
        boolean[] isReceived = new boolean[TASKS];
        boolean[] isRefused = new boolean[TASKS];
        runtime.run(() -> {
            for (int each : IntStream.range(0, TASKS).toArray()) {
                var channel = Oneshot.<Integer>channel();
                crowd.add(() -> {
                    try (var sender = channel.sender()) {
                        crowd.dawdle().await();
                        isSent[each] = sender.send(each);
                    }
                });
                crowd.add(() -> {
                    try (var receiver = channel.receiver()) {
                        crowd.dawdle().await();
                        assertThat(receiver.await()).isEqualTo(each);
                        isReceived[each] = true;
                    } catch (ClosedException e) {
                        isRefused[each] = true;
                    }
                });
            }
            crowd.abortSome().await();
            crowd.join().await(); // for ever, if a receiver was forgotten
        });

        for (int each = 0; each < TASKS; each++) {
            assertThat(isReceived[each] && !isSent[each])
                    .as("received, but not sent")
                    .isFalse();
            assertThat(isRefused[each] && isSent[each]).as("sent, but refused").isFalse();
        }
    }
}
