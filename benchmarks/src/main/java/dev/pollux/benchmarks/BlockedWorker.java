package dev.pollux.benchmarks;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;

import dev.pollux.future.Future;
import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a task that blocks one of two workers for two seconds does to the others: 10,000 sleepers, a task that was woken by the one
 * that blocks, and one that reads from a socket. {@code BlockedWorker [ROUNDS]} prints the worst delay of each, beside that of an
 * undisturbed round.
 */
public final class BlockedWorker {

    private static final int SLEEPERS = 10_000;
    private static final Duration NAP = Duration.ofMillis(10);
    private static final Duration PAUSE =
            Duration.ofMillis(190); // else the sleepers alone are more than two cores can do
    private static final long BLOCKED_MILLIS = 2_000;

    private final AtomicLong latestSleeper = new AtomicLong();
    private final AtomicLong latestRead = new AtomicLong();
    private final AtomicLong wokenLate = new AtomicLong();
    private volatile boolean over;

    private BlockedWorker() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        new BlockedWorker().run(false); // warms up
        for (int i = 0; i < rounds; i++) {
            System.out.println("undisturbed  " + new BlockedWorker().run(false));
            System.out.println("blocked      " + new BlockedWorker().run(true));
        }
    }

    private String run(boolean blocks) throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread()
                        .workerThreads(2)
                        .onLongPoll(poll -> {}) // it is meant to be long
                        .build();
                TcpListener listener = runtime.blockOn(TcpListener.bind("127.0.0.1:0"))) {
            List<JoinHandle<Void>> tasks = runtime.blockOn(runtime.spawn(() -> startSleepers()));
            Thread writer = new Thread(() -> writeNow(listener), "writer");
            writer.start();
            tasks.add(runtime.spawn(reader(listener)));
            runtime.blockOn(runtime.spawn(() -> sleep(Duration.ofMillis(300)).await()));
            latestSleeper.set(0); // until here it was the start
            latestRead.set(0);
            runtime.blockOn(runtime.spawn(() -> {
                long woken = System.nanoTime();
                JoinHandle<Void> beside = spawn(() -> {
                    wokenLate.set(System.nanoTime() - woken);
                });
                if (blocks) {
                    block();
                } else {
                    sleep(Duration.ofMillis(BLOCKED_MILLIS)).await();
                }
                beside.await();
            }));
            over = true;
            for (JoinHandle<Void> task : tasks) {
                runtime.blockOn(task);
            }
            writer.join();
        }
        return "sleepers " + millis(latestSleeper) + "  woken by the task " + millis(wokenLate) + "  socket "
                + millis(latestRead);
    }

    @SuppressWarnings("pollux:blocking-call") // on purpose
    private static void block() throws InterruptedException {
        Thread.sleep(BLOCKED_MILLIS);
    }

    private List<JoinHandle<Void>> startSleepers() {
        List<JoinHandle<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < SLEEPERS; i++) {
            tasks.add(spawn(sleeper(PAUSE.multipliedBy(i).dividedBy(SLEEPERS))));
        }
        return tasks;
    }

    private Future<Void> sleeper(Duration start) {
        return async(() -> {
            sleep(start).await();
            while (!over) {
                long begin = System.nanoTime();
                sleep(NAP).await();
                note(latestSleeper, System.nanoTime() - begin - NAP.toNanos());
                sleep(PAUSE).await();
            }
        });
    }

    private Future<Void> reader(TcpListener listener) {
        return async(() -> {
            try (TcpStream stream = listener.accept().await()) {
                ByteBuffer sent = ByteBuffer.allocate(Long.BYTES);
                while (stream.read(sent).await() >= 0) {
                    if (!sent.hasRemaining()) {
                        note(latestRead, System.nanoTime() - sent.flip().getLong());
                        sent.clear();
                    }
                }
            }
        });
    }

    /** Writes the time, every ten milliseconds. */
    private void writeNow(TcpListener listener) {
        try (Socket socket = new Socket("127.0.0.1", listener.localAddress().getPort())) {
            socket.setTcpNoDelay(true);
            while (!over) {
                Thread.sleep(NAP.toMillis());
                socket.getOutputStream()
                        .write(ByteBuffer.allocate(Long.BYTES)
                                .putLong(System.nanoTime())
                                .array());
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void note(AtomicLong worst, long nanos) {
        worst.accumulateAndGet(nanos, Math::max);
    }

    private static String millis(AtomicLong nanos) {
        return String.format("%.1f ms", nanos.get() / (double) TimeUnit.MILLISECONDS.toNanos(1));
    }
}
