package dev.pollux.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes that were read and not yet used.
 *
 * <p>Filling it borrows the thread's scratch buffer; {@link #settle}, at the end of the same poll, gives that back and keeps
 * just the bytes left over. A queue that is empty between polls, like that of an idle connection, holds no memory, and a
 * message that arrives and is used up within one poll is never copied.
 */
@SuppressWarnings("ByteBufferBackingArray") // every store is made by ByteBuffer.allocate, here or in Scratch
final class ByteQueue {

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    /** Leftovers up to this size are moved to the scratch buffer when more is read; larger ones grow a buffer of their own. */
    private static final int MOVABLE = Scratch.SIZE / 2;

    private ByteBuffer store = NONE;
    private boolean borrowed;
    private int from;
    private int to;

    int size() {
        return to - from;
    }

    byte at(int index) {
        return store.array()[from + index];
    }

    /** Finds a byte at or after an index; -1 if there is none. */
    int indexOf(byte wanted, int start) {
        byte[] bytes = store.array();
        for (int i = from + start; i < to; i++) {
            if (bytes[i] == wanted) {
                return i - from;
            }
        }
        return -1;
    }

    // ---------------------------------------------------------------- filling

    /** Returns room for at least one byte. It is valid until the next call of any method but {@link #filled}. */
    ByteBuffer room() {
        if (!borrowed && size() <= MOVABLE) {
            moveTo(Scratch.borrow());
            borrowed = true;
        } else if (to == store.capacity()) {
            makeRoom();
        }
        return store.limit(store.capacity()).position(to);
    }

    /** Takes in the bytes that were put into {@link #room}. */
    void filled(int count) {
        to += count;
    }

    private void makeRoom() {
        if (from > store.capacity() / 2) {
            moveTo(store);
            return;
        }
        ByteBuffer full = store;
        moveTo(ByteBuffer.allocate(Math.multiplyExact(2, full.capacity())));
        if (borrowed) {
            borrowed = false;
            Scratch.giveBack(full);
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

    /** Decodes the first bytes as UTF-8, and leaves them there. */
    String text(int length) {
        return new String(store.array(), from, length, StandardCharsets.UTF_8);
    }

    void skip(int count) {
        from += count;
    }

    /** Moves as much as fits, and returns how much that was. */
    int drainTo(ByteBuffer target) {
        int count = Math.min(size(), target.remaining());
        target.put(store.array(), from, count);
        from += count;
        return count;
    }

    byte[] takeAll() {
        byte[] all = Arrays.copyOfRange(store.array(), from, to);
        from = to;
        return all;
    }

    // ---------------------------------------------------------------- between polls

    /** Gives up whatever the bytes left over do not need. To be called at the end of every poll that used the queue. */
    void settle() {
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
            Scratch.giveBack(used);
        }
    }
}
