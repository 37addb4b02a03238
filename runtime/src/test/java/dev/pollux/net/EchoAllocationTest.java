package dev.pollux.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Allocated;
import dev.pollux.future.AsyncFunction;
import dev.pollux.io.AsyncIo;
import dev.pollux.io.AsyncReadWrite;
import dev.pollux.runtime.AsyncRuntime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a server allocates for each echo: counted on all threads but that of the client, which blocks and is no part of the runtime.
 */
@Tag("java.nio") // the calls of the other allocate nothing once the compiler sees through those of the JDK, which it
// need not
@Timeout(120)
class EchoAllocationTest {

    private static final int LENGTH = 64;
    private static final int ECHOES = 5_000; // in a round

    /**
     * The first rounds run before the compiler is through, and now and then it compiles anew, or the JVM does something of its own. A round that
     * allocates nothing proves that none has to, so the least counts; what allocates does so in every round.
     */
    private static final int ROUNDS = 100;

    /** Less than a byte for each echo. */
    private static final long NOTHING = ECHOES;

    @Test
    void copy_allocatesNothing() throws Exception {
        long allocated =
                leastAllocated(NOTHING, stream -> AsyncIo.copy(stream, stream).await());

        assertThat(allocated).isLessThan(NOTHING);
    }

    @Test
    void readAndWriteAll_allocateTheFuturesThatTheyReturn_andNothingElse() throws Exception {
        long futures = ECHOES * sizeOfFutures();

        long allocated = leastAllocated(futures + NOTHING, stream -> {
            ByteBuffer buffer = ByteBuffer.allocateDirect(LENGTH);
            long total = 0;
            while (stream.read(buffer.clear()).await() >= 0) {
                total += buffer.position();
                stream.writeAll(buffer.flip()).await();
            }
            return total;
        });

        assertThat(allocated).isLessThan(futures + NOTHING);
    }

    /** What a read and a write make before anybody awaits them; how large an object is depends on the JVM. */
    private static long sizeOfFutures() throws Exception {
        AsyncReadWrite stream = AsyncIo.join(AsyncIo.empty(), AsyncIo.sink());
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
        Object[] made = new Object[2]; // the compiler must not do without the objects
        Allocated.here(); // the first question allocates more than the others
        long before = Allocated.here();
        for (int i = 0; i < ECHOES; i++) {
            made[0] = stream.read(buffer);
            made[1] = stream.writeAll(buffer);
        }
        assertThat(made).doesNotContainNull();
        return (Allocated.here() - before) / ECHOES;
    }

    /** Runs rounds of echoes until one allocates less than it may, and returns the least that one did. */
    private static long leastAllocated(long limit, AsyncFunction<TcpStream, Long> echo) throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build();
                TcpListener listener = runtime.blockOn(TcpListener.bind("127.0.0.1:0"));
                SocketChannel client = SocketChannel.open(listener.localAddress())) {
            var served = runtime.spawn(echo.future(runtime.blockOn(listener.accept())));
            long least = Long.MAX_VALUE;
            for (int round = 1; round <= ROUNDS && least >= limit; round++) {
                long before = Allocated.elsewhere();
                echoes(client);
                least = Math.min(least, Allocated.elsewhere() - before);
            }
            client.shutdownOutput();
            runtime.blockOn(served);
            return least;
        }
    }

    private static void echoes(SocketChannel client) throws IOException {
        ByteBuffer message = ByteBuffer.allocateDirect(LENGTH);
        for (int i = 0; i < ECHOES; i++) {
            client.write(message.clear());
            message.clear();
            while (message.hasRemaining()) {
                client.read(message);
            }
        }
    }
}
