package dev.pollux.runtime.time;

import org.jspecify.annotations.Nullable;

/** Timers sorted by tick, as coarsely as their distance allows. Not safe for threads; {@link WheelTimers} has the lock. */
final class TimerWheel {

    /*
     * Six wheels of 64 slots
     * ----------------------
     * A tick is a number of 36 bits, read as six digits of six bits. `elapsed` is the last tick that was processed. A timer
     * lives on the level of the highest digit in which its tick differs from `elapsed`, in the slot named by that digit:
     *
     *     level      0       1        2          3            4             5
     *     slot      1 ms   64 ms    4.1 s      4.4 min      4.7 h        12.4 days
     *
     * Hence
     *   1. on level 0 a slot holds timers of one tick only;
     *   2. the slot that `elapsed` itself is in is empty on each level (but see far timers);
     *   3. everything on a level is due before anything on the level above, for it shares the digits above.
     *
     * By rule 3 the next slot to come is the first occupied one of the lowest occupied level, and a mask of 64 bits per level
     * finds it without a search. When time reaches the start of a slot its timers are due, or have a digit less in which they
     * differ and move down (each moves at most five times). A driver that waits until nextTick() therefore wakes up to five times
     * for a timer before it is due, at the start of a slot: the price of never sorting within one.
     *
     * Far timers
     * ----------
     * A tick that differs above bit 36 (2.2 years) lives on the top level in the slot of its sixth digit. Time comes past that
     * slot once per turn and finds the timer not due, and puts it back: the one exception from rule 2. So the search on each
     * level begins behind the current slot and takes the current slot last.
     */

    private static final int LEVELS = 6;
    private static final int DIGIT_BITS = 6;
    private static final int SLOTS = 1 << DIGIT_BITS;
    private static final long DIGIT = SLOTS - 1;
    private static final long TURN = 1L << (LEVELS * DIGIT_BITS);

    /** The list after those of all slots: timers that are due and wait to be taken. */
    private static final int DUE = LEVELS * SLOTS;

    private final @Nullable TimerEntry[] first = new @Nullable TimerEntry[DUE + 1];
    private final @Nullable TimerEntry[] last = new @Nullable TimerEntry[DUE + 1];
    private final long[] occupied = new long[LEVELS];
    private long elapsed;

    /** Adds a timer. One whose tick has passed is due at once. */
    void insert(TimerEntry entry) {
        if (entry.tick <= elapsed) {
            append(DUE, entry);
            return;
        }
        int level = levelOf(entry.tick);
        int digit = digit(entry.tick, level);
        append(level * SLOTS + digit, entry);
        occupied[level] |= 1L << digit;
    }

    /** Removes a timer; harmless if it is not here. */
    void remove(TimerEntry entry) {
        int slot = entry.slot;
        if (slot == TimerEntry.NOWHERE) {
            return;
        }
        unlink(slot, entry);
        if (slot != DUE && first[slot] == null) {
            occupied[slot / SLOTS] &= ~(1L << (slot % SLOTS));
        }
    }

    /** Returns when {@link #advance} will next have something to do, or {@link Long#MAX_VALUE}; never too late. */
    long nextTick() {
        if (first[DUE] != null) {
            return elapsed;
        }
        int level = lowestOccupied();
        return level == LEVELS ? Long.MAX_VALUE : startOf(level, nextDigit(level));
    }

    /** Moves time on. What is due afterwards can be taken with {@link #takeDue}. */
    void advance(long now) {
        if (now <= elapsed) {
            return; // the clock stood still; it never runs back
        }
        for (int level = lowestOccupied(); level < LEVELS; level = lowestOccupied()) {
            int digit = nextDigit(level);
            long start = startOf(level, digit);
            if (start > now) {
                break;
            }
            elapsed = start;
            empty(level, digit);
        }
        elapsed = now;
    }

    /** Takes the next timer that is due, in the order of their ticks. */
    @Nullable TimerEntry takeDue() {
        TimerEntry entry = first[DUE];
        if (entry != null) {
            unlink(DUE, entry);
        }
        return entry;
    }

    /** Takes any timer, due or not. */
    @Nullable TimerEntry takeAny() {
        int level = lowestOccupied();
        if (first[DUE] == null && level < LEVELS) {
            TimerEntry entry = first[level * SLOTS + nextDigit(level)];
            if (entry != null) {
                remove(entry);
            }
            return entry;
        }
        return takeDue();
    }

    // ---------------------------------------------------------------- levels and slots

    private int levelOf(long tick) {
        long differing = (tick ^ elapsed) | DIGIT; // at least level 0
        int highestBit = Long.SIZE - 1 - Long.numberOfLeadingZeros(differing);
        return Math.min(highestBit / DIGIT_BITS, LEVELS - 1);
    }

    private static int digit(long tick, int level) {
        return (int) ((tick >> (level * DIGIT_BITS)) & DIGIT);
    }

    private int lowestOccupied() {
        int level = 0;
        while (level < LEVELS && occupied[level] == 0) {
            level++;
        }
        return level;
    }

    /** Returns the first occupied slot behind the current one. The level must not be empty. */
    private int nextDigit(int level) {
        int begin = digit(elapsed, level) + 1; // the current slot comes last: only far timers are there
        return (begin + Long.numberOfTrailingZeros(Long.rotateRight(occupied[level], begin))) % SLOTS;
    }

    private long startOf(int level, int digit) {
        long levelSpan = 1L << ((level + 1) * DIGIT_BITS);
        long start = (elapsed & -levelSpan) + ((long) digit << (level * DIGIT_BITS));
        return start > elapsed ? start : start + TURN; // only far timers lie behind
    }

    private void empty(int level, int digit) {
        int slot = level * SLOTS + digit;
        TimerEntry entry = first[slot];
        first[slot] = null;
        last[slot] = null;
        occupied[level] &= ~(1L << digit);
        while (entry != null) {
            TimerEntry following = entry.next;
            entry.next = null;
            entry.previous = null;
            insert(entry);
            entry = following;
        }
    }

    // ---------------------------------------------------------------- lists

    private void append(int slot, TimerEntry entry) {
        TimerEntry tail = last[slot];
        entry.slot = slot;
        entry.previous = tail;
        if (tail == null) {
            first[slot] = entry;
        } else {
            tail.next = entry;
        }
        last[slot] = entry;
    }

    private void unlink(int slot, TimerEntry entry) {
        TimerEntry before = entry.previous;
        TimerEntry after = entry.next;
        if (before == null) {
            first[slot] = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last[slot] = before;
        } else {
            after.previous = before;
        }
        entry.previous = null;
        entry.next = null;
        entry.slot = TimerEntry.NOWHERE;
    }
}
