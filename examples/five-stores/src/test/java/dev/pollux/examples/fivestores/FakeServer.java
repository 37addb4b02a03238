package dev.pollux.examples.fivestores;

import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.runtime.AsyncRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A server that says the same to everybody, whatever they want; or nothing at all. */
final class FakeServer {

    private final TcpListener listener;

    private FakeServer(TcpListener listener) {
        this.listener = listener;
    }

    /** Starts one on a runtime, with which it ends. After the text it has nothing to add; without one it keeps silent. */
    static FakeServer saying(AsyncRuntime runtime, @Nullable String text) throws Exception {
        var listener = runtime.blockOn(TcpListener.bind("127.0.0.1:0"));
        runtime.spawn(() -> {
            while (true) {
                TcpStream client = listener.accept().await();
                runtime.spawn(() -> {
                    try (client) {
                        if (text != null) {
                            client.writeAll(text).await();
                            client.shutdown().await();
                        }
                        ByteBuffer heard = ByteBuffer.allocate(1 << 12);
                        while (client.read(heard.clear()).await() >= 0) {
                            // whatever the client says
                        }
                    } catch (IOException e) {
                        // the client has had enough
                    }
                });
            }
        });
        return new FakeServer(listener);
    }

    String address() throws IOException {
        return "127.0.0.1:" + listener.localAddress().getPort();
    }

    /** An address where nobody listens. */
    static String nobody() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + server.getLocalPort();
        }
    }
}
