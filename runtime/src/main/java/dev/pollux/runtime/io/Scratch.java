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

    /** How many bytes there are in a small buffer. */
    public static final int SIZE = 1 << 13;

    /** Buffers for messages, of {@link #SIZE} bytes. */
    public static final Scratch SMALL = new Scratch(SIZE);

    /** Buffers that hold the largest record of TLS. */
    public static final Scratch RECORDS = new Scratch(1 << 15);

    /** Buffers that hold the largest datagram. */
    public static final Scratch DATAGRAMS = new Scratch(1 << 16);

    private final int size;

    @SuppressWarnings("ThreadLocalUsage") // of the three constants
    private final ThreadLocal<@Nullable ByteBuffer> spare = new ThreadLocal<>();

    private Scratch(int size) {
        this.size = size;
    }

    int size() {
        return size;
    }

    /**
     * Lends a buffer; a new one while another is out, as when a reader reads from a reader.
     *
     * @return a buffer whose position and limit are anywhere
     */
    public ByteBuffer borrow() {
        ByteBuffer lent = spare.get();
        if (lent == null) {
            return ByteBuffer.allocate(size);
        }
        spare.set(null);
        return lent;
    }

    /**
     * Takes a buffer back. It becomes that of the calling thread, whichever it was lent to.
     *
     * @param lent nobody else's from now on
     */
    public void giveBack(ByteBuffer lent) {
        spare.set(lent);
    }
}
