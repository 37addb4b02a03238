package dev.pollux.runtime.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Bytes that were read and not yet used.
 *
 * <p>Filling it borrows the thread's scratch buffer; {@link #settle}, at the end of the same poll, gives that back and keeps
 * just the bytes left over. A queue that is empty between polls, like that of an idle connection, holds no memory, and a
 * message that arrives and is used up within one poll is never copied.
 *
 * <p>One thread at a time uses it.
 */
@SuppressWarnings("ByteBufferBackingArray") // every store is made by ByteBuffer.allocate, here or in Scratch
public final class ByteQueue {

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private static final int LARGEST = Integer.MAX_VALUE - 8; // as arrays go

    private final Scratch scratch;
    private ByteBuffer store = NONE;
    private boolean borrowed;
    private int from;
    private int to;

    /** Creates an empty queue, which holds no memory. */
    public ByteQueue() {
        this(Scratch.SMALL);
    }

    /**
     * Creates an empty queue, which holds no memory.
     *
     * @param scratch lends the buffers. Leftovers of up to half of one are moved there when more is read; larger ones grow a buffer of
     *     their own
     */
    public ByteQueue(Scratch scratch) {
        this.scratch = scratch;
    }

    /**
     * Returns how many bytes there are.
     *
     * @return their number
     */
    public int size() {
        return to - from;
    }

    /**
     * Returns a byte, and leaves it there.
     *
     * @param index counted from the first byte that was not used up
     * @return the byte
     */
    public byte at(int index) {
        return store.array()[from + index];
    }

    /**
     * Finds a byte.
     *
     * @param wanted the byte
     * @param start the first index to look at
     * @return its index; -1 if it is not there
     */
    public int indexOf(byte wanted, int start) {
        byte[] bytes = store.array();
        for (int i = from + start; i < to; i++) {
            if (bytes[i] == wanted) {
                return i - from;
            }
        }
        return -1;
    }

    // ---------------------------------------------------------------- filling

    /**
     * Returns room for at least one byte.
     *
     * @return a buffer to put bytes into; valid until the next call of any method but {@link #filled}
     */
    public ByteBuffer room() {
        return room(1);
    }

    /**
     * Returns room for some bytes at least.
     *
     * @param least how many
     * @return as {@link #room()}
     */
    public ByteBuffer room(int least) {
        if (!borrowed && size() <= scratch.size() / 2) {
            moveTo(scratch.borrow());
            borrowed = true;
        }
        while (store.capacity() - to < least) {
            makeRoom();
        }
        return store.limit(store.capacity()).position(to);
    }

    /**
     * Takes in the bytes that were put into {@link #room}.
     *
     * @param count how many the stream says it was
     * @throws IllegalStateException if it was another number
     */
    public void filled(int count) {
        if (count < 0 || store.position() != to + count) {
            throw new IllegalStateException(
                    "a stream reported " + count + " bytes read, but moved the position by " + (store.position() - to));
        }
        to += count;
    }

    /**
     * Adds bytes that were read by somebody else.
     *
     * @param bytes they are used up
     */
    public void add(ByteBuffer bytes) {
        int size = size();
        moveTo(ByteBuffer.allocate(Math.addExact(size, bytes.remaining())));
        to += bytes.remaining();
        store.limit(to).position(size).put(bytes);
    }

    private void makeRoom() {
        if (from > store.capacity() / 2) {
            moveTo(store);
            return;
        }
        ByteBuffer full = store;
        moveTo(ByteBuffer.allocate((int) Math.min(2L * full.capacity(), LARGEST)));
        if (borrowed) {
            borrowed = false;
            scratch.giveBack(full);
        }
    }

    private void moveTo(ByteBuffer destination) {
        int size = size();
        System.arraycopy(store.array(), from, destination.array(), 0, size);
        store = destination;
        from = 0;
        to = size;
    }

    // ---------------------------------------------------------------- using up

    /**
     * Decodes the first bytes as UTF-8, and leaves them there.
     *
     * @param length their number
     * @return the text, with U+FFFD for what is malformed
     */
    public String text(int length) {
        return new String(store.array(), from, length, StandardCharsets.UTF_8);
    }

    /**
     * Uses the first bytes up.
     *
     * @param count their number
     */
    public void skip(int count) {
        from += count;
    }

    /**
     * Moves the first byte, as long as that leads to bytes that are here: forwards over some, or back over some that were used up.
     *
     * @param count how far; negative for backwards
     * @return whether it did; otherwise nothing has changed
     */
    public boolean move(long count) {
        if (count > size() || count < -from) {
            return false;
        }
        from += (int) count;
        return true;
    }

    /**
     * Lends the bytes themselves.
     *
     * @return a buffer from the first byte to the last, big-endian; valid until the next call of any method
     */
    public ByteBuffer content() {
        return store.limit(to).position(from).order(ByteOrder.BIG_ENDIAN);
    }

    /**
     * Moves as much as fits.
     *
     * @param target where to
     * @return how many bytes that was
     */
    public int drainTo(ByteBuffer target) {
        int count = Math.min(size(), target.remaining());
        target.put(store.array(), from, count);
        from += count;
        return count;
    }

    // ---------------------------------------------------------------- between polls

    /** Gives up whatever the bytes left over do not need. To be called at the end of every poll that used the queue. */
    public void settle() {
        ByteBuffer used = store;
        boolean lent = borrowed;
        borrowed = false;
        if (size() == 0) {
            store = NONE;
            from = 0;
            to = 0;
        } else if (lent) {
            moveTo(ByteBuffer.allocate(size()));
        }
        if (lent) {
            scratch.giveBack(used);
        }
    }
}
