package dev.pollux.net.soak;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;

import dev.pollux.future.Future;
import dev.pollux.net.TcpListener;
import dev.pollux.net.tls.Certificates;
import dev.pollux.net.tls.TlsAcceptor;
import dev.pollux.net.tls.TlsConnector;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * Connects, requests, resets, half-closes, handshakes, and drops of all of them, at random and on both sides.
 *
 * <p>{@code NetSoak SECONDS [SEED]} runs for so long, after a third of that (half a minute at most) to warm up, and ends with status 1 if
 * anything was left behind: a file descriptor, a direct buffer, a task, or a heap that has grown by more than a tenth. The seed repeats
 * the programme, not the order in which threads come to it.
 */
public final class NetSoak {

    private static final int CLIENTS = 24;

    /** What the JDK alone gives and takes; in less than a minute it also has yet to learn what the program does. */
    private static final long HEAP_NOISE = 1 << 19;

    private static final long HEAP_NOISE_AT_FIRST = 1 << 21;

    private final SplittableRandom random;
    private final TlsConnector connector;
    private final SoakServer server;
    private final SoakCounts counts = new SoakCounts();
    private String driver = "";
    private long rebuilds;

    private NetSoak(long seed, SSLContext context) {
        this.random = new SplittableRandom(seed);
        this.connector = TlsConnector.of(context);
        this.server = new SoakServer(random.split(), TlsAcceptor.of(context));
    }

    public static void main(String[] arguments) throws Exception {
        double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 600;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        System.out.println("seed " + seed);
        if (!new NetSoak(seed, context()).run(seconds)) {
            System.exit(1);
        }
    }

    /** Keeps few sessions: those of the JDK are thousands, and would look like a leak. */
    private static SSLContext context() throws Exception {
        Path directory = Files.createTempDirectory("soak");
        try {
            Certificates own = Certificates.of(directory, "soak");
            SSLContext context = own.trusting(own);
            context.getClientSessionContext().setSessionCacheSize(16);
            context.getServerSessionContext().setSessionCacheSize(16);
            Files.delete(own.file());
            return context;
        } finally {
            Files.delete(directory);
        }
    }

    private boolean run(double seconds) throws Exception {
        int tasks = inRuntime(Math.min(seconds / 3, 30));
        Holdings before = Holdings.now();
        tasks += inRuntime(seconds);
        Holdings after = Holdings.now();
        return report(before, after, tasks, seconds < 60 ? HEAP_NOISE_AT_FIRST : HEAP_NOISE);
    }

    /** Returns how many tasks there still were when all had ended. */
    private int inRuntime(double seconds) throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread()
                .workerThreads(2)
                .onLongPoll(poll -> {}) // a busy machine is no fault
                .onFailure(failure -> System.out.println("a task failed: " + failure))
                .build()) {
            long until = System.nanoTime() + (long) (seconds * 1e9);
            runtime.blockOn(async(() -> spawn(both(until)).await())); // no socket on this thread, which stays
            rebuilds += runtime.metrics().ioDriverRebuilds();
            driver = runtime.metrics().ioDriver().orElseThrow();
            return stragglers(runtime);
        }
    }

    private static int stragglers(AsyncRuntime runtime) throws InterruptedException {
        for (int i = 0; i < 100 && runtime.metrics().numAliveTasks() > 0; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return (int) runtime.metrics().numAliveTasks();
    }

    private Future<Integer> both(long until) {
        return async(() -> {
            TcpListener plain = TcpListener.bind("127.0.0.1:0").await();
            TcpListener tls = TcpListener.bind("127.0.0.1:0").await();
            var servers = List.of(spawn(server.plain(plain)), spawn(server.tls(tls)));
            List<JoinHandle<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                var client =
                        new SoakClient(random.split(), plain.localAddress(), tls.localAddress(), connector, counts);
                clients.add(spawn(client.run(until)));
            }
            for (JoinHandle<Integer> client : clients) {
                client.await();
            }
            sleep(Duration.ofSeconds(3)).await(); // longer than a server waits for a client
            plain.close();
            tls.close();
            for (JoinHandle<Integer> each : servers) {
                each.await();
            }
            return 0;
        });
    }

    private boolean report(Holdings before, Holdings after, int tasks, long noise) {
        System.out.println("driver " + driver + ", rebuilt " + rebuilds + " times; " + counts);
        System.out.println("connections served " + server.served + ", failed " + server.failed);
        System.out.println("before " + before);
        System.out.println("after  " + after + ", tasks left " + tasks);
        boolean closed = after.descriptors() == before.descriptors();
        boolean freed = after.directBuffers() <= before.directBuffers();
        boolean flat = after.heap() <= before.heap() + Math.max(before.heap() / 10, noise);
        System.out.println("every kind done " + counts.isComplete() + ", all closed " + closed + ", freed " + freed
                + ", flat " + flat);
        return counts.isComplete() && closed && freed && flat && tasks == 0 && rebuilds == 0;
    }
}
