package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;

import dev.pollux.future.Future;
import dev.pollux.io.AsyncIo;
import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.runtime.AsyncRuntime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends back what it gets, as anybody would write it: a loop that accepts, and a task for each connection. */
public final class EchoServer {

    private static final int BUFFER = 1024;

    private EchoServer() {}

    /**
     * Serves until it is killed. Prints {@code ready} once it listens.
     *
     * @param args the port; {@code ct} for a current-thread runtime, {@code mt} for one with a worker per processor; {@code copy} for
     *     connections that hold a buffer only while bytes are in it
     * @throws Exception if it cannot listen
     */
    public static void main(String[] args) throws Exception {
        var builder = args[1].equals("ct") ? AsyncRuntime.currentThread() : AsyncRuntime.multiThread();
        try (AsyncRuntime runtime = builder.build()) {
            boolean copies = args.length > 2 && args[2].equals("copy");
            runtime.blockOn(serve("127.0.0.1:" + args[0], copies ? EchoServer::copy : EchoServer::echo));
        }
    }

    private static Future<@Nullable Void> serve(String address, Function<TcpStream, Future<@Nullable Void>> echo) {
        return async(() -> {
            try (TcpListener listener = TcpListener.bind(address).await()) {
                System.out.println("ready");
                while (true) {
                    spawn(echo.apply(listener.accept().await()));
                }
            }
        });
    }

    private static Future<@Nullable Void> echo(TcpStream stream) {
        return async(() -> {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            try (stream) {
                while (stream.read(buffer.clear()).await() >= 0) {
                    stream.writeAll(buffer.flip()).await();
                }
            } catch (IOException e) {
                // the client hung up
            }
        });
    }

    private static Future<@Nullable Void> copy(TcpStream stream) {
        return async(() -> {
            try (stream) {
                AsyncIo.copy(stream, stream).await();
            } catch (IOException e) {
                // the client hung up
            }
        });
    }
}
