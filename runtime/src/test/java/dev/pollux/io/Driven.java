package dev.pollux.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.stream.Stream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Polls again and again, for streams that are pending a number of times and wake nobody. */
public final class Driven {

    public static final Context CX = Context.of(Waker.noop());

    private static final int MANY = 1_000_000;

    private Driven() {}

    public static <T> T drive(Future<T> future) throws Exception {
        for (int i = 0; i < MANY; i++) {
            Poll<T> poll = future.poll(CX);
            if (poll.isReady()) {
                return poll.get();
            }
        }
        throw new AssertionError("never ready: " + future);
    }

    public static <T> List<T> all(Stream<T> stream) throws Exception {
        List<T> values = new ArrayList<>();
        T value = drive(stream.next());
        while (value != null) {
            values.add(value);
            value = drive(stream.next());
        }
        return values;
    }

    /** A context of a task with a budget. */
    public static Context budgeted(AtomicInteger wakes) {
        return Context.of(wakes::incrementAndGet, () -> new Random(1));
    }

    public static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    public static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(utf8(text));
    }

    public static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    public static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate()).toString();
    }
}
