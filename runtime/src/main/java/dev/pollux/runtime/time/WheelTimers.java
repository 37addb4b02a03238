package dev.pollux.runtime.time;

import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.Clock;
import dev.pollux.runtime.spi.TimerDriver;
import dev.pollux.runtime.spi.TimerNode;
import dev.pollux.runtime.spi.TimerNodes;
import dev.pollux.runtime.spi.WakeBatch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a runtime, or of one of its workers: a {@link TimerWheel} behind a gate.
 *
 * <p>Any thread arms and reviews, and never waits for another in doing so. One thread at a time, the one that looks after these
 * timers, does this in turn:
 *
 * <pre>
 *     beginWait  ->  wait, at most as long as beginWait says  ->  endWait  ->  fireExpired
 * </pre>
 */
public final class WheelTimers implements TimerDriver {

    /*
     * The gate
     * --------
     * One thread at a time works on the wheel. It has entered the gate, which holds one of
     *
     *     null           FREE
     *     HELD           somebody is inside
     *     a TimerNode    somebody is inside, and these nodes were posted meanwhile: a stack, linked by TimerNodes.posted,
     *                    the last one by itself
     *
     *             enter                 post
     *      FREE ────────► HELD ─────────────────► nodes ◄──┐ post
     *       ▲              │ ▲                      │ └────┘
     *       └───── leave ──┘ └── leave: review them ┘
     *
     * Whoever wants a node filed, filed anew or removed enters if the gate is free, and posts the node otherwise. Nobody leaves
     * before all that was posted is done. All of it is one word: a post is seen by the leaver, or finds the gate free.
     *
     * A post says no more than "look at this node". To review a node is to make two things agree: whether somebody waits (its
     * signal, which its future changes) and where it is filed. So a review too many does nothing, and any number of changes of
     * the future needs one review after the last.
     *
     * A node that is posted is not posted again: its link is not null. The leaver clears the link and then reads the signal; the
     * future changes the signal and then reads the link. Either the leaver sees the change, or the future posts again.
     *
     * Which wheel
     * -----------
     * A node is armed at the wheel of the calling worker. But once it was posted it is `entrusted`: someone may be about to review
     * it here, and it must not be filed elsewhere. It stays with this wheel until its future enters the gate itself, which proves
     * that all posts are done.
     *
     * Why no wake-up is lost
     * ----------------------
     * 1. Within a node: see TimerNode.
     * 2. A timer armed while the looker waits for a later one must cut that wait short. The looker writes `waiting` and then reads
     *    `nextTick`; who leaves the gate writes `nextTick` and then reads `waiting`. All are volatile. `onEarlier` is called after
     *    the gate; if it comes before the wait begins, that wait must return at once (as after IoDriver.wakeup or an unpark).
     * 3. Nobody is told about an earlier timer while nobody waits: who waits next looks at `nextTick` first.
     * 4. Whoever armed a node then reads `closed`, and closes again if it is set; close() sets it and then empties the wheel until
     *    nothing is left. A node is filed before the emptying ends, or its arming thread sees `closed`.
     *
     * No waker, clock or callback is called inside the gate.
     *
     * | field | read | write |
     * |---|---|---|
     * | `gate` | volatile | by exchange; anyone |
     * | `wheel` | inside the gate | inside the gate |
     * | `nextTick` | volatile, anyone | volatile, inside the gate |
     * | `waiting` | volatile, who leaves the gate | volatile, who looks after the timers |
     * | `firing` | volatile, the paused clock | volatile, who looks after the timers |
     * | `closed` | volatile, who arms | volatile, close() |
     */

    /** What {@link #nextDeadline} returns if there is none. */
    public static final long NONE = Long.MAX_VALUE;

    private static final int SPINS_BEFORE_YIELD = 64;

    private static final Object HELD = new Object();
    private static final VarHandle GATE;
    private static final VarHandle FIRING;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            GATE = lookup.findVarHandle(WheelTimers.class, "gate", Object.class);
            FIRING = lookup.findVarHandle(WheelTimers.class, "firing", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Clock clock;
    private final Runnable onEarlier;
    private final Supplier<WheelTimers> ofCaller;
    private final TimerWheel wheel;
    private final WakeBatch batch = new WakeBatch(); // of the one thread in fireExpired

    private volatile @Nullable Object gate;
    private volatile long nextTick = TimerWheel.NEVER;
    private volatile boolean waiting;
    private volatile boolean firing; // written by the one thread in fireExpired
    private volatile boolean closed;

    /**
     * Creates the timers of a runtime.
     *
     * @param clock what deadlines are measured by
     * @param onEarlier called when a timer was armed that ends before the wait under way; makes the wait return
     */
    public WheelTimers(Clock clock, Runnable onEarlier) {
        this.clock = clock;
        this.onEarlier = onEarlier;
        this.ofCaller = () -> this;
        this.wheel = new TimerWheel(clock.nanoTime());
    }

    /**
     * Creates the timers of one worker of a runtime that has several such objects. It does not matter which of them a sleep was
     * given: it is armed at the one of the worker that polls it first.
     *
     * @param clock what deadlines are measured by; the same for all
     * @param onEarlier called when another thread armed a timer that ends before the wait under way; makes the wait return
     * @param ofCaller returns the timers of the calling worker; for threads that are no workers, some that a worker looks after
     */
    public WheelTimers(Clock clock, Runnable onEarlier, Supplier<WheelTimers> ofCaller) {
        this.clock = clock;
        this.onEarlier = onEarlier;
        this.ofCaller = ofCaller;
        this.wheel = new TimerWheel(clock.nanoTime());
    }

    // ---------------------------------------------------------------- any thread

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public void arm(TimerNode node) {
        WheelTimers timers = this;
        if (!TimerNodes.isEntrusted(node)) {
            timers = ofCaller.get();
            TimerNodes.setDriver(node, timers);
        }
        timers.review(node);
        if (timers.closed) {
            timers.close(); // rule 4
        }
    }

    @Override
    public void review(TimerNode node) {
        boolean entered = enterOrPost(node);
        TimerNodes.setEntrusted(node, !entered);
        if (entered) {
            reviewInside(node);
            leave();
        }
    }

    /**
     * Returns when {@link #fireExpired} will have something to do.
     *
     * @return a time of the clock, never too late; it may be too early, if deadlines are far or were moved. {@link #NONE} if no
     *     timer is armed
     */
    public long nextDeadline() {
        long next = nextTick;
        return next == TimerWheel.NEVER ? NONE : wheel.nanosAt(next);
    }

    /**
     * Tells whether {@link #fireExpired} has something to do now. Reads the clock only if a timer is armed.
     *
     * @return {@code true} if the next deadline has passed
     */
    public boolean isExpired() {
        long next = nextTick;
        return next != TimerWheel.NEVER && next <= wheel.tickAt(clock.nanoTime());
    }

    // ---------------------------------------------------------------- who looks after the timers

    /**
     * Announces a wait. Must be followed by {@link #endWait}.
     *
     * @return for how many nanoseconds nothing will be due; negative means without a limit
     */
    public long beginWait() {
        waiting = true; // before the look at the next tick: rule 2
        if (isExpired()) {
            catchUp();
        }
        long next = nextTick;
        if (next == TimerWheel.NEVER) {
            return -1;
        }
        long left = Math.max(0, wheel.nanosAt(next) - clock.nanoTime());
        return left == 0 || clock.isRunning() ? left : -1;
    }

    /** It may be that only a slot has begun, in which nothing is due yet. */
    private void catchUp() {
        long now = wheel.tickAt(clock.nanoTime());
        enter();
        wheel.advance(now);
        leave();
    }

    /** Ends the wait announced before. */
    public void endWait() {
        waiting = false;
    }

    /** Cuts a wait short, if one was announced, because the clock was set. Any thread may call this. */
    void endWaitEarly() {
        if (waiting) {
            onEarlier.run();
        }
    }

    /** Fires every timer whose deadline has passed. */
    public void fireExpired() {
        fireExpired(Integer.MAX_VALUE);
    }

    /**
     * Fires timers whose deadline has passed, in the order of their deadlines.
     *
     * @param limit how many at most, for a worker that has no room for more woken tasks
     * @return {@code true} if there are more
     * @cost Without expired timers a read of the clock, or less.
     */
    public boolean fireExpired(int limit) {
        if (!isExpired() || !FIRING.compareAndSet(this, false, true)) {
            return false; // or another worker, which the caller replaced, has begun to
        }
        try {
            return fireUntil(wheel.tickAt(clock.nanoTime()), limit);
        } finally {
            firing = false;
        }
    }

    private boolean fireUntil(long now, int limit) {
        int left = limit;
        boolean more = true;
        while (more && left > 0) {
            int wanted = Math.min(left, WakeBatch.CAPACITY);
            enter();
            wheel.advance(now);
            int fired = collectDue(wanted);
            leave();
            batch.wakeAll();
            left -= fired;
            more = fired == wanted && nextTick <= now;
        }
        return more;
    }

    /** Tells whether timers were taken out whose tasks may not have been woken yet. */
    boolean isFiring() {
        return firing;
    }

    /** Returns how many timers were fired. */
    private int collectDue(int limit) {
        int fired = 0;
        while (fired < limit) {
            TimerNode node = wheel.takeDue();
            if (node == null) {
                break;
            }
            Waker waker = TimerNodes.fire(node);
            if (waker != null) { // else its future disarms it at this moment
                batch.add(waker);
                fired++;
            }
        }
        return fired;
    }

    // ---------------------------------------------------------------- the end

    /** Ends every timer; waiting tasks are woken and told so. Later ones end when they are armed. Any thread may call this. */
    public void close() {
        WakeBatch all = new WakeBatch(); // another thread may fire
        closed = true; // before the wheel is emptied: rule 4
        do {
            enter();
            takeAll(all);
            leave();
            all.wakeAll();
        } while (nextTick != TimerWheel.NEVER);
    }

    /** Takes as many as fit into the batch. */
    private void takeAll(WakeBatch all) {
        for (TimerNode node = wheel.takeAny(); node != null; node = all.isFull() ? null : wheel.takeAny()) {
            all.add(TimerNodes.shutDown(node));
        }
    }

    // ---------------------------------------------------------------- the gate

    /** Enters the gate, or leaves the node to whoever is inside. */
    private boolean enterOrPost(TimerNode node) {
        if (gate == null && GATE.compareAndSet(this, null, HELD)) {
            return true;
        }
        if (isPosted(node)) {
            return false;
        }
        while (true) {
            Object seen = gate;
            if (seen == null) {
                if (GATE.compareAndSet(this, null, HELD)) {
                    TimerNodes.unlink(node); // linked in vain, the turn before
                    return true;
                }
            } else {
                TimerNodes.link(node, seen instanceof TimerNode top ? top : node);
                if (GATE.compareAndSet(this, seen, node)) {
                    return false;
                }
            }
        }
    }

    private static boolean isPosted(TimerNode node) {
        VarHandle.fullFence(); // between the change of the signal, which need not be volatile, and the read of the link
        return TimerNodes.posted(node) != null;
    }

    /** Enters the gate. Those inside stay for nanoseconds, unless the system takes their processor away. */
    @SuppressWarnings("ThreadPriorityCheck") // then they need this one
    void enter() {
        for (int spins = 0; !(gate == null && GATE.compareAndSet(this, null, HELD)); spins++) {
            if (spins < SPINS_BEFORE_YIELD) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    void leave() {
        long before = nextTick;
        long next = publishNextTick(before);
        while (!GATE.compareAndSet(this, HELD, null)) {
            reviewPosted((TimerNode) GATE.getAndSet(this, HELD));
            next = publishNextTick(next);
        }
        if (next < before && waiting) {
            onEarlier.run();
        }
    }

    private long publishNextTick(long published) {
        long next = wheel.nextTick();
        if (next != published) {
            nextTick = next;
        }
        return next;
    }

    private void reviewPosted(TimerNode top) {
        TimerNode node = top;
        TimerNode following = TimerNodes.posted(node);
        while (following != null) {
            TimerNodes.unlink(node); // before the look at the signal; from now on it may be posted again
            reviewInside(node);
            if (following == node) {
                return;
            }
            node = following;
            following = TimerNodes.posted(node);
        }
    }

    private void reviewInside(TimerNode node) {
        wheel.remove(node);
        if (TimerNodes.isArmed(node)) {
            wheel.insert(node);
        }
    }
}
