package dev.pollux.benchmarks;

import static dev.pollux.Pollux.async;

import com.sun.management.ThreadMXBean;
import dev.pollux.future.Future;
import dev.pollux.io.AsyncIo;
import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.runtime.AsyncRuntime;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes of heap a server allocates for each echo of 64 bytes, on all threads but that of its client, which blocks. {@code
 * EchoAllocation [ECHOES]}; a million unless it is told otherwise, after a fifth as many that are not counted.
 */
public final class EchoAllocation {

    private static final int LENGTH = 64;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final int echoes;

    private EchoAllocation(int echoes) {
        this.echoes = echoes;
    }

    public static void main(String[] arguments) throws Exception {
        var measured = new EchoAllocation(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000);
        measured.print("copy", EchoAllocation::copy);
        measured.print("read, writeAll", EchoAllocation::echo);
    }

    private static Future<@Nullable Void> echo(TcpStream stream) {
        return async(() -> {
            ByteBuffer buffer = ByteBuffer.allocateDirect(LENGTH);
            while (stream.read(buffer.clear()).await() >= 0) {
                stream.writeAll(buffer.flip()).await();
            }
        });
    }

    private static Future<@Nullable Void> copy(TcpStream stream) {
        return async(() -> {
            AsyncIo.copy(stream, stream).await();
        });
    }

    private void print(String what, Function<TcpStream, Future<@Nullable Void>> server) throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build();
                TcpListener listener = runtime.blockOn(TcpListener.bind("127.0.0.1:0"));
                SocketChannel client = SocketChannel.open(listener.localAddress())) {
            var served = runtime.spawn(server.apply(runtime.blockOn(listener.accept())));
            exchange(client, echoes / 5);
            long before = allocatedElsewhere();
            exchange(client, echoes);
            double bytes = (allocatedElsewhere() - before) / (double) echoes;
            System.out.printf(
                    "%-10s %-16s %8.3f bytes%n", runtime.metrics().ioDriver().orElseThrow(), what, bytes);
            client.shutdownOutput();
            runtime.blockOn(served);
        }
    }

    private static void exchange(SocketChannel client, int echoes) throws IOException {
        ByteBuffer message = ByteBuffer.allocateDirect(LENGTH);
        for (int i = 0; i < echoes; i++) {
            client.write(message.clear());
            message.clear();
            while (message.hasRemaining()) {
                client.read(message);
            }
        }
    }

    private long allocatedElsewhere() {
        long me = Thread.currentThread().getId();
        long[] others = LongStream.of(threads.getAllThreadIds())
                .filter(thread -> thread != me)
                .toArray();
        return LongStream.of(threads.getThreadAllocatedBytes(others))
                .filter(bytes -> bytes > 0) // not of one that ended meanwhile
                .sum();
    }
}
