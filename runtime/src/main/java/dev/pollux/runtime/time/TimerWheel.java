package dev.pollux.runtime.time;

import static dev.pollux.runtime.spi.TimerNodes.NOWHERE;

import dev.pollux.runtime.spi.TimerNode;
import dev.pollux.runtime.spi.TimerNodes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Timers sorted by tick, as coarsely as their distance allows. Not safe for threads; {@link WheelTimers} has the gate. */
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
     *
     * Deadlines that move
     * -------------------
     * A deadline may move back without notice. The wheel does not keep ticks: it computes them from the deadline whenever it
     * files a node, and asks again before it calls a node due. So a node that was moved back waits in a slot that comes too early,
     * and is filed anew when that slot comes.
     *
     * Ticks are whole milliseconds since `origin`. Deadlines are rounded up and the clock down: never early.
     */

    /** No tick is as late as this. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long NANOS_PER_TICK = TimeUnit.MILLISECONDS.toNanos(1);

    private static final int LEVELS = 6;
    private static final int DIGIT_BITS = 6;
    private static final int SLOTS = 1 << DIGIT_BITS;
    private static final long DIGIT = SLOTS - 1;
    private static final long TURN = 1L << (LEVELS * DIGIT_BITS);

    /** The list after those of all slots: timers that are due and wait to be taken. */
    private static final int DUE = LEVELS * SLOTS;

    private final @Nullable TimerNode[] first = new @Nullable TimerNode[DUE + 1];
    private final @Nullable TimerNode[] last = new @Nullable TimerNode[DUE + 1];
    private final long[] occupied = new long[LEVELS];
    private final long origin;
    private long elapsed;

    /** Makes an empty wheel; its ticks count from a reading of the clock. */
    TimerWheel(long origin) {
        this.origin = origin;
    }

    /** Adds a timer. One whose tick has passed is due at once. */
    void insert(TimerNode node) {
        long tick = tickOf(node);
        if (tick <= elapsed) {
            append(DUE, node);
            return;
        }
        int level = levelOf(tick);
        int digit = digit(tick, level);
        append(level * SLOTS + digit, node);
        occupied[level] |= 1L << digit;
    }

    /** Removes a timer; harmless if it is not here. */
    void remove(TimerNode node) {
        int slot = TimerNodes.slot(node);
        if (slot == NOWHERE) {
            return;
        }
        unlink(slot, node);
        if (slot != DUE && first[slot] == null) {
            occupied[slot / SLOTS] &= ~(1L << (slot % SLOTS));
        }
    }

    /** Returns when {@link #advance} will next have something to do, or {@link #NEVER}; never too late. */
    long nextTick() {
        if (first[DUE] != null) {
            return elapsed;
        }
        int level = lowestOccupied();
        return level == LEVELS ? NEVER : startOf(level, nextDigit(level));
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
    @Nullable TimerNode takeDue() {
        TimerNode node = takeFirstDue();
        while (node != null && tickOf(node) > elapsed) {
            insert(node); // its deadline was moved
            node = takeFirstDue();
        }
        return node;
    }

    private @Nullable TimerNode takeFirstDue() {
        TimerNode node = first[DUE];
        if (node != null) {
            unlink(DUE, node);
        }
        return node;
    }

    /** Takes any timer, due or not. */
    @Nullable TimerNode takeAny() {
        int level = lowestOccupied();
        if (first[DUE] == null && level < LEVELS) {
            TimerNode node = first[level * SLOTS + nextDigit(level)];
            if (node != null) {
                remove(node);
            }
            return node;
        }
        return takeFirstDue();
    }

    // ---------------------------------------------------------------- ticks

    private long tickOf(TimerNode node) {
        long sinceOrigin = Math.max(0, TimerNodes.deadlineNanos(node) - origin);
        return sinceOrigin / NANOS_PER_TICK + (sinceOrigin % NANOS_PER_TICK == 0 ? 0 : 1);
    }

    /** Returns the last tick that has passed at a reading of the clock. */
    long tickAt(long nanos) {
        return Math.floorDiv(nanos - origin, NANOS_PER_TICK);
    }

    /** Returns the reading of the clock at which a tick begins. */
    long nanosAt(long tick) {
        return origin + tick * NANOS_PER_TICK;
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
        TimerNode node = first[slot];
        first[slot] = null;
        last[slot] = null;
        occupied[level] &= ~(1L << digit);
        while (node != null) {
            TimerNode following = TimerNodes.next(node);
            TimerNodes.setNext(node, null);
            insert(node);
            node = following;
        }
    }

    // ---------------------------------------------------------------- lists

    private void append(int slot, TimerNode node) {
        TimerNode tail = last[slot];
        TimerNodes.setSlot(node, slot);
        TimerNodes.setPrevious(node, tail);
        if (tail == null) {
            first[slot] = node;
        } else {
            TimerNodes.setNext(tail, node);
        }
        last[slot] = node;
    }

    private void unlink(int slot, TimerNode node) {
        TimerNode before = TimerNodes.previous(node);
        TimerNode after = TimerNodes.next(node);
        if (before == null) {
            first[slot] = after;
        } else {
            TimerNodes.setNext(before, after);
        }
        if (after == null) {
            last[slot] = before;
        } else {
            TimerNodes.setPrevious(after, before);
        }
        TimerNodes.setPrevious(node, null);
        TimerNodes.setNext(node, null);
        TimerNodes.setSlot(node, NOWHERE);
    }
}
