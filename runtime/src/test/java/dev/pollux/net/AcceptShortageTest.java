package dev.pollux.net;

import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Child;
import dev.pollux.Hoard;
import dev.pollux.Pollux;
import dev.pollux.Tool;
import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.io.BestDriver;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server process that is allowed 256 file descriptors, and has used them up. */
@Timeout(120)
class AcceptShortageTest {

    @Test
    void incoming_withoutADescriptorLeft_reportsOnce_keepsServing_rests_andAcceptsAgain() throws Exception {
        Tool.require("sh", "-c", "ulimit -n 256");
        String driver;
        try (var opened = new BestDriver().open()) {
            driver = opened.toString();
        }

        assertThat(Child.run(256, Child.sameDriver(), Shortage.class)).isEqualTo("""
                        %s
                        reported: Too many open files
                        served meanwhile: 100
                        rested: true
                        served later: true
                        reports: 1
                        reported: Too many open files
                        served meanwhile: 100
                        rested: true
                        served later: true
                        reports: 2
                        exit 0""".formatted(driver));
    }

    static final class Shortage {

        private static final long LONG = TimeUnit.SECONDS.toNanos(2);

        private final AsyncRuntime runtime;
        private final List<IOException> reports = new CopyOnWriteArrayList<>();
        private final Hoard hoard;

        Shortage(AsyncRuntime runtime, Hoard hoard) {
            this.runtime = runtime;
            this.hoard = hoard;
        }

        public static void main(String[] arguments) throws Exception {
            Hoard hoard = new Hoard(Shortage.class);
            try (AsyncRuntime runtime =
                    AsyncRuntime.multiThread().workerThreads(2).build()) {
                new Shortage(runtime, hoard).run();
            }
        }

        private void run() throws Exception {
            TcpListener listener = runtime.blockOn(TcpListener.bind("127.0.0.1:0"));
            runtime.spawn(serve(listener));
            TcpStream old = runtime.blockOn(TcpStream.connect(listener.localAddress()));
            runtime.blockOn(echo(old));
            processorTime(); // loads a library, which takes a descriptor
            System.out.println(runtime.metrics().ioDriver().orElseThrow());
            runOut(1, old);
            runtime.blockOn(settled());
            runtime.blockOn(echo(old)); // another look at the sockets, which releases the descriptor of the closed one
            runOut(2, old);
        }

        private void runOut(int round, TcpStream old) throws Exception {
            try (SocketChannel late = SocketChannel.open()) { // has its descriptor before there is none left
                hoard.take();
                late.connect(old.peerAddress());
                runtime.blockOn(reported(round));
                System.out.println("reported: " + reports.get(round - 1).getMessage());
                int served = 0;
                for (int i = 0; i < 100; i++) {
                    served += runtime.blockOn(echo(old));
                }
                System.out.println("served meanwhile: " + served);
                long before = processorTime();
                runtime.blockOn(Pollux.async(() -> sleep(Duration.ofNanos(LONG)).await()));
                System.out.println("rested: " + (processorTime() - before < LONG / 4));

                hoard.close();
                late.write(ByteBuffer.wrap(new byte[1]));
                System.out.println("served later: " + (late.read(ByteBuffer.allocate(1)) == 1));
                System.out.println("reports: " + reports.size());
            }
        }

        private Future<Integer> reported(int count) {
            return Pollux.async(() -> {
                while (reports.size() < count) {
                    sleep(Duration.ofMillis(1)).await();
                }
                return count;
            });
        }

        /** Only the server and the old connection are left. */
        private Future<Integer> settled() {
            return Pollux.async(() -> {
                while (runtime.metrics().numAliveTasks() > 2) {
                    sleep(Duration.ofMillis(1)).await();
                }
                return 0;
            });
        }

        private Future<Integer> serve(TcpListener listener) {
            return Pollux.async(() -> {
                var incoming = listener.incoming(reports::add);
                while (true) {
                    TcpStream accepted = incoming.next().await();
                    spawn(() -> {
                        try (accepted) {
                            ByteBuffer buffer = ByteBuffer.allocate(16);
                            while (accepted.read(buffer).await() > 0) {
                                accepted.writeAll(buffer.flip()).await();
                                buffer.clear();
                            }
                        }
                    });
                }
            });
        }

        private static Future<Integer> echo(TcpStream stream) {
            return Pollux.async(() -> {
                stream.writeAll("x").await();
                return stream.read(ByteBuffer.allocate(1)).await();
            });
        }

        private static long processorTime() {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            return LongStream.of(threads.getAllThreadIds())
                    .map(threads::getThreadCpuTime)
                    .filter(time -> time > 0)
                    .sum();
        }
    }
}
