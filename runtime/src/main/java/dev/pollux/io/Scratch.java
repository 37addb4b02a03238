package dev.pollux.io;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A buffer per thread, lent for the length of one poll.
 *
 * <p>A heap buffer: text is decoded straight from its array, and the JDK copies through a direct one that it keeps per thread
 * anyway. What it holds after a loan is rubbish.
 */
final class Scratch {

    static final int SIZE = 1 << 13;

    private static final ThreadLocal<Scratch> LOCAL = ThreadLocal.withInitial(Scratch::new);

    private @Nullable ByteBuffer spare;

    private Scratch() {}

    /** Lends a buffer of {@link #SIZE} bytes; a new one while another is out, as when a reader reads from a reader. */
    static ByteBuffer borrow() {
        Scratch local = LOCAL.get();
        ByteBuffer lent = local.spare;
        local.spare = null;
        return lent == null ? ByteBuffer.allocate(SIZE) : lent;
    }

    /** Takes a buffer back, on the thread it was lent to. */
    static void giveBack(ByteBuffer lent) {
        LOCAL.get().spare = lent;
    }
}
