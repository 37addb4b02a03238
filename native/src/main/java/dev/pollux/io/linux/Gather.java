package dev.pollux.io.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/**
 * Several buffers as one message: a {@code struct msghdr} with its vector. Buffers on the heap, whose addresses change, are copied
 * into the thread's window first.
 */
final class Gather {

    /** How many buffers one call takes; of bytes on the heap, it takes a window full. */
    static final int BUFFERS = 64;

    private static final int ENTRY = 16; // struct iovec: address, length
    private static final int MESSAGE_SIZE = 56;
    private static final int VECTOR = 16; // the offsets in struct msghdr, alike on all 64-bit architectures
    private static final int COUNT = 24;

    private final MemorySegment message;
    private final MemorySegment vector;
    private final Scratch scratch;
    private int copied;

    Gather(Arena arena, Scratch scratch) {
        this.scratch = scratch;
        message = arena.allocate(MESSAGE_SIZE, Long.BYTES);
        vector = arena.allocate((long) ENTRY * BUFFERS, Long.BYTES);
        message.set(ValueLayout.ADDRESS, VECTOR, vector);
    }

    /** Makes a message of a run of buffers, which must stay reachable until it is sent. */
    MemorySegment message(ByteBuffer[] sources, int start, int end) {
        copied = 0;
        for (int i = start; i < end; i++) {
            set(i - start, sources[i]);
        }
        message.set(ValueLayout.JAVA_LONG, COUNT, end - start);
        return message;
    }

    private void set(int index, ByteBuffer source) {
        int length = source.remaining();
        long address;
        if (source.isDirect()) {
            address = MemorySegment.ofBuffer(source).address();
        } else {
            address = scratch.windowAddress() + copied;
            scratch.window().put(copied, source, source.position(), length);
            copied += length;
        }
        vector.set(ValueLayout.JAVA_LONG, (long) ENTRY * index, address);
        vector.set(ValueLayout.JAVA_LONG, (long) ENTRY * index + Long.BYTES, length);
    }
}
