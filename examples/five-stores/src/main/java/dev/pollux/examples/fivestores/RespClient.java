package dev.pollux.examples.fivestores;

import static dev.pollux.Pollux.async;

import dev.pollux.future.Future;
import dev.pollux.io.AsyncBufReader;
import dev.pollux.net.TcpStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * As much of the protocol of Redis as is needed here: commands, strings, and arrays of strings.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">RESP</a>
 */
final class RespClient implements AutoCloseable {

    private static final int MAX_LINE = 1 << 10;
    private static final int MAX_COUNT = 1 << 16;
    private static final int MAX_TEXT = 1 << 20;

    private final TcpStream stream;
    private final AsyncBufReader input;

    RespClient(TcpStream stream) {
        this.stream = stream;
        this.input = new AsyncBufReader(stream, MAX_LINE);
    }

    Future<@Nullable Void> send(String... words) {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            int length = word.getBytes(StandardCharsets.UTF_8).length;
            command.append('$').append(length).append("\r\n").append(word).append("\r\n");
        }
        return stream.writeAll(command.toString());
    }

    /** The next reply, a string or {@code null} for nothing. */
    Future<@Nullable String> text() {
        return async(() -> {
            int length = header('$', MAX_TEXT).await();
            if (length < 0) {
                return null;
            }
            ByteBuffer bytes = ByteBuffer.allocate(length + 2);
            input.readExact(bytes).await();
            if (bytes.get(length) != '\r' || bytes.get(length + 1) != '\n') {
                throw new ProtocolException("Redis sent a string without an end");
            }
            return new String(bytes.array(), 0, length, StandardCharsets.UTF_8);
        });
    }

    /** The next reply, an array of strings. */
    Future<List<String>> texts() {
        return async(() -> {
            int count = header('*', MAX_COUNT).await();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String text = text().await();
                texts.add(text == null ? "" : text);
            }
            return texts;
        });
    }

    private Future<Integer> header(char kind, int most) {
        return async(() -> {
            String line = input.readLine().await();
            if (line == null) {
                throw new EOFException("Redis hung up");
            }
            if (line.startsWith("-")) {
                throw new IOException("Redis says " + line.substring(1));
            }
            return size(line, kind, most);
        });
    }

    /** The number after the kind; -1 for nothing. */
    private static int size(String line, char kind, int most) throws ProtocolException {
        try {
            int size = line.isEmpty() || line.charAt(0) != kind ? most + 1 : Integer.parseInt(line.substring(1));
            if (size >= -1 && size <= most) {
                return size;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new ProtocolException("Redis sent no '" + kind + "' and a size, but: " + line);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
