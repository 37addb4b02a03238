package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.sync.Mpmc;
import dev.pollux.sync.Mpsc;

/** W6, W7, W14 and the half of W8 with channels: tasks that send each other numbers. */
final class Channels {

    private static final int MESSAGES = 1_000_000;
    private static final int ROOM = 1_000;
    private static final int ROUND_TRIPS = 200_000;
    private static final int NODES = 503;
    private static final int HOPS = 1_000_000;
    private static final int LEAVES = 1_000_000;
    private static final int CHILDREN = 10;

    private Channels() {}

    // ---------------------------------------------------------------- W6

    static void manyToOne() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            for (int producers : new int[] {1, 5}) {
                new Operations("W6").measure("mpsc_" + producers + "p", "ns/msg", MESSAGES, () -> {
                    long sum = runtime.blockOn(runtime.spawn(received(producers)));
                    Workload.check(sum, producers * Workload.sumBelow(MESSAGES / producers));
                });
            }
        }
    }

    private static Future<Long> received(int producers) {
        return async(() -> {
            var channel = Mpsc.<Long>bounded(ROOM);
            for (int i = 0; i < producers; i++) {
                spawn(produce(channel.sender().copy(), MESSAGES / producers));
            }
            channel.sender().close();
            long sum = 0;
            for (int i = 0; i < MESSAGES; i++) {
                sum += channel.receiver().recv().await();
            }
            return sum;
        });
    }

    private static Future<Void> produce(Mpsc.Sender<Long> out, int count) {
        return async(() -> {
            for (long i = 0; i < count; i++) {
                out.send(i).await();
            }
            out.close();
        });
    }

    // ---------------------------------------------------------------- W7

    static void thereAndBack() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            new Operations("W7").measure("pingpong_cap1", "ns/roundtrip", ROUND_TRIPS, () -> {
                runtime.blockOn(runtime.spawn(() -> {
                    var there = Mpsc.<Long>bounded(1);
                    var back = Mpsc.<Long>bounded(1);
                    spawn(echo(there.receiver(), back.sender()));
                    for (long i = 0; i < ROUND_TRIPS; i++) {
                        there.sender().send(i).await();
                        Workload.check(back.receiver().recv().await(), i);
                    }
                    there.sender().close();
                }));
            });
            new Operations("W7").measure("pingpong_rendezvous", "ns/roundtrip", ROUND_TRIPS, () -> {
                runtime.blockOn(runtime.spawn(() -> {
                    var there = Mpmc.<Long>rendezvous();
                    var back = Mpmc.<Long>rendezvous();
                    spawn(echo(there.receiver(), back.sender()));
                    for (long i = 0; i < ROUND_TRIPS; i++) {
                        there.sender().send(i).await();
                        Workload.check(back.receiver().recv().await(), i);
                    }
                    there.sender().close();
                }));
            });
        }
    }

    private static Future<Void> echo(Mpmc.Receiver<Long> in, Mpmc.Sender<Long> out) {
        return async(() -> {
            for (Long value = in.recv().await();
                    value != null;
                    value = in.recv().await()) {
                out.send(value).await();
            }
        });
    }

    private static Future<Void> echo(Mpsc.Receiver<Long> in, Mpsc.Sender<Long> out) {
        return async(() -> {
            for (Long value = in.recv().await();
                    value != null;
                    value = in.recv().await()) {
                out.send(value).await();
            }
        });
    }

    // ---------------------------------------------------------------- W14

    static void ring() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            new Operations("W14").measure("ring", "ns/hop", HOPS, () -> {
                runtime.blockOn(runtime.spawn(() -> {
                    var first = Mpsc.<Long>bounded(1);
                    var inbox = first.receiver();
                    for (int i = 0; i < NODES - 1; i++) {
                        var next = Mpsc.<Long>bounded(1);
                        spawn(node(inbox, next.sender(), first.sender()));
                        inbox = next.receiver();
                    }
                    var last = spawn(lastNode(inbox, first.sender()));
                    first.sender().send((long) HOPS).await();
                    last.await();
                }));
            });
        }
    }

    private static Future<Void> node(Mpsc.Receiver<Long> in, Mpsc.Sender<Long> out, Mpsc.Sender<Long> first) {
        return async(() -> {
            long value = in.recv().await();
            for (; value >= 0; value = in.recv().await()) {
                if (value == 0) {
                    first.send(-1L).await();
                } else {
                    out.send(value - 1).await();
                }
            }
            out.send(value).await();
        });
    }

    private static Future<Void> lastNode(Mpsc.Receiver<Long> in, Mpsc.Sender<Long> first) {
        return async(() -> {
            for (long value = in.recv().await(); value >= 0; value = in.recv().await()) {
                first.send(value - 1).await();
            }
        });
    }

    // ---------------------------------------------------------------- W8

    static void skynet() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            new Operations("W8").measure("skynet_chan", "ns/leaf", LEAVES, () -> {
                long sum = runtime.blockOn(runtime.spawn(() -> {
                    var root = Mpsc.<Long>bounded(1);
                    spawn(subtree(root.sender(), 0, LEAVES));
                    return root.receiver().recv().await();
                }));
                Workload.check(sum, Workload.sumBelow(LEAVES));
            });
        }
    }

    private static Future<Void> subtree(Mpsc.Sender<Long> out, long first, int leaves) {
        return async(() -> {
            if (leaves == 1) {
                out.send(first).await();
                return;
            }
            var sums = Mpsc.<Long>bounded(CHILDREN);
            int share = leaves / CHILDREN;
            for (int i = 0; i < CHILDREN; i++) {
                spawn(subtree(sums.sender(), first + (long) i * share, share));
            }
            long sum = 0;
            for (int i = 0; i < CHILDREN; i++) {
                sum += sums.receiver().recv().await();
            }
            out.send(sum).await();
        });
    }
}
