package dev.pollux.io;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.run;
import static dev.pollux.Pollux.spawnBlocking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Future;
import dev.pollux.io.codec.FrameTooLargeException;
import dev.pollux.io.codec.Framed;
import dev.pollux.io.codec.FramedRead;
import dev.pollux.io.codec.LengthDelimitedCodec;
import dev.pollux.io.codec.LinesCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The programs that docs/io.md quotes. */
class IoInDocsTest {

    private final AsyncIo.Duplex ends = AsyncIo.duplex(1 << 10);
    private final AsyncReadWrite peer = ends.b();

    private static Future<String> greet(AsyncReadWrite connection) {
        return async(() -> {
            var stream = new AsyncBufStream(connection);
            stream.writeAll("name?\n").await();
            stream.flush().await();
            var name = stream.readLine().await();
            stream.writeAll("hello, " + name + "\n").await();
            stream.shutdown().await();
            return name;
        });
    }

    @Test
    void greet_asksAndAnswers() throws Exception {
        run(() -> {
            peer.writeAll("Ada\n").await();
            assertThat(greet(ends.a()).await()).isEqualTo("Ada");
            assertThat(peer.readToString(99).await()).isEqualTo("name?\nhello, Ada\n");
        });
    }

    private static Future<List<Long>> readPacket(AsyncRead source) {
        return async(() -> {
            var reader = source.buffered();
            int version = reader.readByte().await();
            long id = reader.readInt(ByteOrder.BIG_ENDIAN).await();
            long length = reader.readInt(ByteOrder.LITTLE_ENDIAN).await();
            byte[] body = reader.take(length).readToEnd(1 << 20).await();
            return List.of((long) version, id, (long) body.length);
        });
    }

    @Test
    void readPacket_readsNumbersAndABody() throws Exception {
        var source = new ScriptedStream().give("\2\0\0\1\0\3\0\0\0abcrest");

        assertThat(run(readPacket(source))).containsExactly(2L, 256L, 3L);
    }

    private static Future<Long> proxy(AsyncReadWrite client, AsyncReadWrite server) {
        return async(() -> {
            try (client;
                    server) {
                var copied = AsyncIo.copyBidirectional(client, server).await();
                return copied.aToB() + copied.bToA();
            }
        });
    }

    @Test
    void proxy_copiesBothWays() throws Exception {
        var backend = AsyncIo.duplex(8);
        run(() -> {
            var client = async(() -> {
                peer.writeAll("question").await();
                peer.shutdown().await();
                return peer.readToString(99).await();
            });
            var server = async(() -> {
                var question = backend.b().readToString(99).await();
                backend.b().writeAll("you said " + question).await();
                backend.b().shutdown().await();
            });
            var all = join(client, server, proxy(ends.a(), backend.a())).await();
            assertThat(all.first()).isEqualTo("you said question");
            assertThat(all.third()).isEqualTo(8 + 17);
        });
    }

    private static Future<Integer> serveLines(AsyncReadWrite connection) {
        return async(() -> {
            var lines = Framed.of(connection, new LinesCodec(1_000));
            int refused = 0;
            while (true) {
                try {
                    var line = lines.next().await();
                    if (line == null) {
                        break;
                    }
                    lines.send("got " + line).await();
                } catch (FrameTooLargeException e) { // the next line can be read
                    refused++;
                }
            }
            lines.close().await();
            return refused;
        });
    }

    @Test
    void serveLines_survivesALongLine() throws Exception {
        run(() -> {
            peer.writeAll("one\n").await();
            var server = serveLines(ends.a());
            var client = async(() -> {
                peer.writeAll("x".repeat(5_000) + "\ntwo\n").await();
                peer.shutdown().await();
                return peer.readToString(99).await();
            });
            var both = join(server, client).await();
            assertThat(both.first()).isEqualTo(1);
            assertThat(both.second()).isEqualTo("got one\ngot two\n");
        });
    }

    private static LengthDelimitedCodec messages() {
        return LengthDelimitedCodec.builder()
                .lengthFieldOffset(1) // a byte for the kind of message comes first
                .lengthFieldLength(3)
                .lengthAdjustment(-4) // the length counts these four bytes, too
                .skippedBytes(0) // frames have the head in them
                .maxLength(1 << 20)
                .build();
    }

    @Test
    void messages_haveTheirHeads() throws Exception {
        var source = new ScriptedStream().give("A\0\0\7abcB\0\0\4");
        var frames = new FramedRead<>(source, messages()).map(Driven::text);

        assertThat(Driven.all(frames)).containsExactly("A\0\0\7abc", "B\0\0\4");
    }

    private static Future<Properties> load(AsyncRead source) {
        return spawnBlocking(() -> {
            var properties = new Properties();
            try (InputStream input = source.asInputStream()) {
                properties.load(input); // blocks this thread, which runs no tasks
            }
            return properties;
        });
    }

    @Test
    void load_readsFromABlockingThread() throws Exception {
        run(() -> {
            var loaded = load(ends.a());
            peer.writeAll("colour=").await();
            peer.writeAll("blue\n").await();
            peer.shutdown().await();
            assertThat(loaded.await()).containsEntry("colour", "blue");
        });
    }

    @Test
    void closing_withBytesKeptBack_fails() {
        assertThatThrownBy(() -> run(() -> {
                    try (var writer = new AsyncBufWriter(ends.a())) {
                        writer.writeAll("lost").await();
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("4 bytes were not flushed");
    }
}
