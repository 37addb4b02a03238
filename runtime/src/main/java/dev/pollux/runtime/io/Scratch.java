package dev.pollux.runtime.io;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A buffer per thread, lent for the length of one poll, or for as long as bytes have to be kept.
 *
 * <p>A heap buffer: text is decoded straight from its array, and the JDK copies through a direct one that it keeps per thread
 * anyway. What it holds after a loan is rubbish.
 */
public final class Scratch {

    /** How many bytes there are in the buffer. */
    public static final int SIZE = 1 << 13;

    private static final ThreadLocal<Scratch> LOCAL = ThreadLocal.withInitial(Scratch::new);

    private @Nullable ByteBuffer spare;

    private Scratch() {}

    /**
     * Lends a buffer; a new one while another is out, as when a reader reads from a reader.
     *
     * @return {@link #SIZE} bytes, whose position and limit are anywhere
     */
    public static ByteBuffer borrow() {
        Scratch local = LOCAL.get();
        ByteBuffer lent = local.spare;
        local.spare = null;
        return lent == null ? ByteBuffer.allocate(SIZE) : lent;
    }

    /**
     * Takes a buffer back. It becomes that of the calling thread, whichever it was lent to.
     *
     * @param lent nobody else's from now on
     */
    public static void giveBack(ByteBuffer lent) {
        LOCAL.get().spare = lent;
    }
}
