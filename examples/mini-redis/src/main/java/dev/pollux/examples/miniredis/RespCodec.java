package dev.pollux.examples.miniredis;

import dev.pollux.io.codec.Codec;
import dev.pollux.io.codec.FrameBuffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The protocol of Redis, version 2: commands come in, replies go out.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">RESP</a>
 */
final class RespCodec implements Codec<Reply, List<String>> {

    /** The most bytes of one command. */
    static final int MAX_COMMAND = 1 << 20;

    private static final int MAX_ARGUMENTS = 1 << 16;
    private static final int MAX_LINE = 1 << 10;
    private static final byte[] CRLF = {'\r', '\n'};

    @Override
    public int maxFrame() {
        return MAX_COMMAND;
    }

    // ---------------------------------------------------------------- commands

    /** A command is an array of bulk strings. A line of words is one, too, as people type it. An empty one is a list of nothing. */
    @Override
    public @Nullable List<String> decode(ByteBuffer bytes) throws ProtocolException {
        int start = bytes.position();
        List<String> command = bytes.hasRemaining() && bytes.get(start) == '*' ? array(bytes) : words(bytes);
        if (command == null) {
            bytes.position(start);
        }
        return command;
    }

    private static @Nullable List<String> words(ByteBuffer bytes) throws ProtocolException {
        String line = line(bytes);
        if (line == null) {
            return null;
        }
        return line.isBlank() ? List.of() : List.of(line.trim().split("\\s+"));
    }

    private static @Nullable List<String> array(ByteBuffer bytes) throws ProtocolException {
        int count = header(bytes, '*', MAX_ARGUMENTS);
        if (count < 0) {
            return null;
        }
        List<String> items = new ArrayList<>(Math.min(count, 16));
        for (int i = 0; i < count; i++) {
            String item = bulk(bytes);
            if (item == null) {
                return null;
            }
            items.add(item);
        }
        return items;
    }

    private static @Nullable String bulk(ByteBuffer bytes) throws ProtocolException {
        int length = header(bytes, '$', MAX_COMMAND);
        if (length < 0 || bytes.remaining() < length + CRLF.length) {
            return null;
        }
        byte[] content = new byte[length];
        bytes.get(content);
        if (bytes.get() != '\r' || bytes.get() != '\n') {
            throw new ProtocolException("expected the end of a bulk string");
        }
        return Latin.text(content);
    }

    /** Reads a kind and a count. Returns -1 if the line is not there yet. */
    private static int header(ByteBuffer bytes, char kind, int most) throws ProtocolException {
        if (!bytes.hasRemaining()) {
            return -1;
        }
        char got = (char) (bytes.get(bytes.position()) & 0xff);
        if (got != kind) {
            throw new ProtocolException("expected '" + kind + "', got '" + got + "'");
        }
        String line = line(bytes);
        if (line == null) {
            return -1;
        }
        try {
            int count = Integer.parseInt(line.substring(1));
            if (count >= 0 && count <= most) {
                return count;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new ProtocolException("invalid length after '" + kind + "'");
    }

    /** Takes a line without its end. */
    private static @Nullable String line(ByteBuffer bytes) throws ProtocolException {
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            if (bytes.get(i) == '\n') {
                int end = i > bytes.position() && bytes.get(i - 1) == '\r' ? i - 1 : i;
                byte[] line = new byte[end - bytes.position()];
                bytes.get(line).position(i + 1);
                return Latin.text(line);
            }
        }
        if (bytes.remaining() > MAX_LINE) {
            throw new ProtocolException("too big a line");
        }
        return null;
    }

    // ---------------------------------------------------------------- replies

    @Override
    public void encode(Reply reply, FrameBuffer target) {
        if (reply instanceof Reply.Status status) {
            line(target, '+', status.text());
        } else if (reply instanceof Reply.Failure failure) {
            line(target, '-', failure.text());
        } else if (reply instanceof Reply.Whole number) {
            line(target, ':', Long.toString(number.value()));
        } else if (reply instanceof Reply.Bulk bulk) {
            bulk(target, bulk.text());
        } else if (reply instanceof Reply.Array array) {
            line(target, '*', Integer.toString(array.items().size()));
            array.items().forEach(item -> encode(item, target));
        } else if (reply instanceof Reply.Sequence sequence) {
            sequence.items().forEach(item -> encode(item, target));
        }
    }

    private static void bulk(FrameBuffer target, @Nullable String text) {
        if (text == null) {
            line(target, '$', "-1");
        } else {
            line(target, '$', Integer.toString(text.length()));
            put(target, text);
        }
    }

    private static void line(FrameBuffer target, char kind, String text) {
        target.room(1).put((byte) kind);
        put(target, text.replace('\r', ' ').replace('\n', ' ')); // a line must stay one
    }

    private static void put(FrameBuffer target, String text) {
        ByteBuffer room = target.room(text.length() + CRLF.length);
        for (int i = 0; i < text.length(); i++) {
            room.put((byte) text.charAt(i));
        }
        room.put(CRLF);
    }
}
