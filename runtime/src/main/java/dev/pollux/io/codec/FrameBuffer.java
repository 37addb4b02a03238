package dev.pollux.io.codec;

import dev.pollux.runtime.io.Scratch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Bytes of frames on their way out. Grows as needed; without bytes it holds no memory. */
public final class FrameBuffer {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** From its start to its position: bytes that were put in; {@code null} if there are none. */
    private @Nullable ByteBuffer store;

    /** So many of them were written. */
    private int written;

    /** Creates an empty buffer, as for a test of an encoder. */
    public FrameBuffer() {}

    /**
     * Makes room.
     *
     * @param count how many bytes are to be put in
     * @return a buffer with room for so many, or more, to put them in; big-endian. Valid until the next call
     * @throws IllegalArgumentException if the count is negative
     */
    public ByteBuffer room(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("negative count: " + count);
        }
        ByteBuffer room = store;
        if (room == null) {
            room = count <= Scratch.SIZE ? Scratch.SMALL.borrow().clear() : ByteBuffer.allocate(count);
        } else if (room.remaining() < count) {
            room = grown(room, count);
        }
        store = room;
        return room.order(ByteOrder.BIG_ENDIAN);
    }

    private ByteBuffer grown(ByteBuffer full, int count) {
        int kept = size();
        long doubled = Math.min(2L * full.capacity(), Integer.MAX_VALUE - 8);
        ByteBuffer larger = ByteBuffer.allocate((int) Math.max(doubled, Math.addExact(kept, count)));
        larger.put(full.flip().position(written));
        written = 0;
        giveBack(full);
        return larger;
    }

    /**
     * Adds bytes.
     *
     * @param bytes what
     * @return this
     */
    public FrameBuffer put(byte[] bytes) {
        room(bytes.length).put(bytes);
        return this;
    }

    /**
     * Tells how many bytes wait to be written.
     *
     * @return their number
     */
    public int size() {
        return store == null ? 0 : store.position() - written;
    }

    /** Takes the bytes after the first ones back. */
    void truncate(int size) {
        if (store != null) {
            store.limit(store.capacity()).position(written + size);
            settle();
        }
    }

    /**
     * Shows the bytes that wait to be written.
     *
     * @return a view of them, from its position to its limit; valid until the next call
     */
    public ByteBuffer content() {
        return store == null ? NOTHING : store.duplicate().flip().position(written);
    }

    /** Lends the bytes, of which there are some, to be written; {@link #written} must follow. */
    ByteBuffer lend() {
        return Objects.requireNonNull(store).flip().position(written);
    }

    /** Forgets what was written of what {@link #lend} lent, whose limit is its end. */
    void written(ByteBuffer lent) {
        written = lent.position();
        lent.position(lent.limit()).limit(lent.capacity());
        settle();
    }

    /** Lets go of a buffer without bytes. */
    void settle() {
        if (size() == 0) {
            clear();
        }
    }

    /** Forgets all bytes. */
    public void clear() {
        ByteBuffer used = store;
        store = null;
        written = 0;
        if (used != null) {
            giveBack(used);
        }
    }

    private static void giveBack(ByteBuffer used) {
        if (used.capacity() == Scratch.SIZE) {
            Scratch.SMALL.giveBack(used);
        }
    }
}
