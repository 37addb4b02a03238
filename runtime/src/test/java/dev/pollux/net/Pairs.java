package dev.pollux.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pollux.runtime.io.TestRuntime;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Connected streams of each kind, and texts in buffers. */
final class Pairs {

    /** Kinds of streams. */
    enum Kind {
        TCP,
        UNIX
    }

    /** The two ends of a connection. */
    record Ends(SocketStream client, SocketStream server) {}

    private Pairs() {}

    static Ends connect(TestRuntime runtime, Kind kind) throws Exception {
        return kind == Kind.TCP ? tcp(runtime) : unix(runtime);
    }

    private static Ends tcp(TestRuntime runtime) throws Exception {
        try (TcpListener listener = runtime.await(TcpListener.bind("127.0.0.1:0"))) {
            TcpStream client = runtime.await(TcpStream.connect(listener.localAddress()));
            return new Ends(client, runtime.await(listener.accept()));
        }
    }

    private static Ends unix(TestRuntime runtime) throws Exception {
        Path directory = Files.createTempDirectory("pairs");
        try (UnixListener listener = runtime.await(UnixListener.bind(directory.resolve("s")))) {
            UnixStream client = runtime.await(UnixStream.connect(listener.path()));
            return new Ends(client, runtime.await(listener.accept()));
        } finally {
            Files.deleteIfExists(directory.resolve("s"));
            Files.delete(directory);
        }
    }

    static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    static String text(ByteBuffer filled) {
        return UTF_8.decode(filled.duplicate().flip()).toString();
    }
}
