package dev.pollux.sync;

import dev.pollux.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Messages at numbered places, written by any thread that has the number, read by one in the order of the numbers. */
final class MpscQueue<T> {

    /*
     * Blocks
     * ------
     * A list of blocks of 32 places (fewer if the channel holds fewer). A writer looks for the block of its place from `tail`
     * on, forwards or backwards, and appends blocks as needed. A place is empty as long as it is null. The reader leaves a
     * block once it has read all its places; nobody can be on the way to one of them then, and so it cuts the way back to it.
     *
     *     head                                 tail
     *      │                                    │
     *      ▼         next           next        ▼   next
     *     [. . x x] ──────► [x x x x] ──────► [x x . .] ──► null
     *               ◄──────           ◄──────
     *                 previous          previous
     *
     * Left blocks are garbage: to use them again would cost a protocol to keep late writers out, and saves six bytes a message.
     * What stays after a burst is the block of the reader and, until the next message, the one that `tail` shows.
     *
     * Memory order
     * ------------
     * A message is written with release semantics and read with acquire. `next` and `tail` are exchanged or volatile;
     * `previous` is written before the block is published by `next`, and afterwards only set to null, on a block whose
     * predecessor no writer wants any more.
     */

    private static final int BLOCK = 32;
    private static final int SMALLEST_BLOCK = 4;

    private static final VarHandle TAIL = Handles.field(MethodHandles.lookup(), "tail", Block.class);
    private static final VarHandle NEXT = Handles.field(MethodHandles.lookup(), Block.class, "next", Block.class);
    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Object[].class);

    private static final class Block {

        final int start;
        final @Nullable Object[] places;

        @SuppressWarnings("FieldCanBeFinal") // changed through NEXT
        volatile @Nullable Block next;

        @Nullable Block previous;

        Block(int start, int size, @Nullable Block previous) {
            this.start = start;
            this.places = new @Nullable Object[size];
            this.previous = previous;
        }
    }

    @SuppressWarnings("FieldCanBeFinal") // changed through TAIL
    private volatile Block tail;

    private Block head; // the reader's

    /** Creates an empty queue whose first place is {@code start}. */
    MpscQueue(int capacity, int start) {
        int size = SMALLEST_BLOCK;
        while (size < BLOCK && size < capacity) {
            size *= 2;
        }
        head = new Block(start, size, null);
        tail = head;
    }

    // ---------------------------------------------------------------- writers

    void put(int place, T message) {
        Block block = tail;
        int offset = place - block.start;
        if (offset < 0 || offset >= block.places.length) {
            block = find(place, block);
            offset = place - block.start;
        }
        PLACE.setRelease(block.places, offset, message); // pairs with the read in peek
    }

    private Block find(int place, Block from) {
        Block block = from;
        while (place - block.start < 0) {
            block = Objects.requireNonNull(block.previous); // its predecessor has a place that is not written: ours
        }
        while (place - block.start >= block.places.length) {
            Block next = block.next;
            block = next == null ? append(block) : next;
        }
        advanceTail(from, block);
        return block;
    }

    private static Block append(Block last) {
        Block fresh = new Block(last.start + last.places.length, last.places.length, last);
        Block witness = (Block) NEXT.compareAndExchange(last, null, fresh);
        return witness == null ? fresh : witness;
    }

    private void advanceTail(Block from, Block to) {
        Block seen = from;
        while (to.start - seen.start > 0) {
            Block witness = (Block) TAIL.compareAndExchange(this, seen, to);
            if (witness == seen) {
                return;
            }
            seen = witness;
        }
    }

    // ---------------------------------------------------------------- the reader

    /** Reads a place and empties it. Returns null if it was not written. */
    @SuppressWarnings("unchecked") // only put writes here
    @Nullable T take(int place) {
        Block block = head;
        int offset = place - block.start;
        if (offset == block.places.length) {
            Block next = block.next;
            if (next == null) {
                return null;
            }
            next.previous = null;
            head = next;
            block = next;
            offset = 0;
        }
        Object message = PLACE.getAcquire(block.places, offset); // pairs with put
        if (message != null) {
            block.places[offset] = null;
        }
        return (T) message;
    }
}
