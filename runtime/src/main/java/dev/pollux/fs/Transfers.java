package dev.pollux.fs;

import dev.pollux.io.LimitExceededException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Blocking transfers between a channel and buffers of the heap. */
final class Transfers {

    /** The JDK copies through a direct buffer, as large as the transfer, which it keeps for the thread. */
    private static final int STEP = 1 << 17;

    private Transfers() {}

    /** Reads what is there, until the buffer is full or the channel has no more at hand. Returns the count, -1 at the end. */
    static int read(FileChannel channel, ByteBuffer target) throws IOException {
        int begin = target.position();
        int count = readStep(channel, target);
        if (count == STEP
                && channel.size() > 0) { // what has no size, such as a pipe, might have no more and wait for it
            while (target.hasRemaining() && readStep(channel, target) == STEP) {}
        }
        return count < 0 ? count : target.position() - begin;
    }

    private static int readStep(FileChannel channel, ByteBuffer target) throws IOException {
        int end = target.limit();
        target.limit(Math.min(end, target.position() + STEP));
        try {
            return channel.read(target);
        } finally {
            target.limit(end);
        }
    }

    /** Reads at a position until the buffer is full or the file ends. */
    static int readAt(FileChannel channel, ByteBuffer target, long position) throws IOException {
        int total = 0;
        while (target.hasRemaining()) {
            int end = target.limit();
            target.limit(Math.min(end, target.position() + STEP));
            int count = channel.read(target, position + total);
            target.limit(end);
            if (count < 0) {
                return total == 0 ? count : total;
            }
            total += count;
        }
        return total;
    }

    static void write(FileChannel channel, ByteBuffer source) throws IOException {
        int end = source.limit();
        while (source.position() < end) {
            source.limit(Math.min(end, source.position() + STEP));
            channel.write(source);
        }
    }

    static int writeAt(FileChannel channel, ByteBuffer source, long position) throws IOException {
        int end = source.limit();
        int begin = source.position();
        while (source.position() < end) {
            source.limit(Math.min(end, source.position() + STEP));
            channel.write(source, position + source.position() - begin);
        }
        return end - begin;
    }

    // ---------------------------------------------------------------- several buffers

    /** Returns how many bytes there are, at most so many. */
    static int remaining(ByteBuffer[] sources, int most) {
        long total = 0;
        for (ByteBuffer source : sources) {
            total += source.remaining();
        }
        return (int) Math.min(total, most);
    }

    /** Copies the first bytes of the sources into the target, from its first byte to its limit. Moves no position. */
    static void gather(ByteBuffer[] sources, ByteBuffer target) {
        int from = 0;
        for (ByteBuffer source : sources) {
            int count = Math.min(source.remaining(), target.limit() - from);
            target.put(from, source, source.position(), count);
            from += count;
        }
    }

    /** Moves the positions behind the first bytes. */
    static void skip(ByteBuffer[] sources, int bytes) {
        int left = bytes;
        for (ByteBuffer source : sources) {
            int count = Math.min(source.remaining(), left);
            source.position(source.position() + count);
            left -= count;
        }
    }

    // ---------------------------------------------------------------- whole files

    /** Reads to the end. Files that do not tell their size, like those of {@code /proc}, are read as well. */
    static byte[] readAll(FileChannel channel, ByteBuffer first, int limit) throws IOException {
        long rest = channel.size() == 0 ? 0 : Math.max(0, channel.size() - channel.position());
        requireWithin(first.remaining() + rest, limit);
        ByteBuffer all = ByteBuffer.allocate((int) Math.min(limit, first.remaining() + rest + 1));
        all.put(first.duplicate());
        while (true) {
            if (!all.hasRemaining()) {
                all = grown(channel, all, limit);
            }
            if (!all.hasRemaining() || readStep(channel, all) < 0) {
                return Arrays.copyOf(all.array(), all.position());
            }
        }
    }

    /** Returns more room, or the same buffer if it holds all that may come and no more comes. */
    private static ByteBuffer grown(FileChannel channel, ByteBuffer full, int limit) throws IOException {
        if (full.capacity() == limit) {
            if (channel.read(ByteBuffer.allocate(1)) > 0) {
                throw exceeded(limit);
            }
            return full;
        }
        int size = (int) Math.min(limit, Math.max(1 << 13, 2L * full.capacity()));
        return ByteBuffer.allocate(size).put(full.flip());
    }

    private static void requireWithin(long size, int limit) throws IOException {
        if (size > limit) {
            throw exceeded(limit);
        }
    }

    private static LimitExceededException exceeded(int limit) {
        return new LimitExceededException("the file has more than " + limit + " bytes", limit);
    }
}
