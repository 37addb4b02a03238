package dev.pollux.runtime.spi;

import dev.pollux.future.Waker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A timer: a deadline, and whom to wake after it. Futures that wait for a deadline extend it, so that waiting takes no second
 * object. One task at a time uses a node, as it uses the future; the driver works on it at any time.
 */
public abstract class TimerNode {

    /*
     * States
     * ------
     * All is in `signal`, which holds null, a waker, or a mark:
     *
     *     null        IDLE: nobody waits
     *     a Waker     ARMED: wake it after the deadline
     *     FIRED       the deadline has passed, and the waker was called
     *     SHUT_DOWN   the runtime ended before
     *     FINISHED    the future is over
     *
     *                 driver fires
     *      ARMED ───────────────────► FIRED          moveDeadline() leads from every state but ARMED back to IDLE;
     *      │ ▲ │                                     finishTimer() from every state to FINISHED
     *      │ │ └── driver is closed ► SHUT_DOWN
     *      │ │ arm
     *      ▼ │ disarm
     *      IDLE
     *
     * The future changes IDLE, FIRED and SHUT_DOWN; both sides leave ARMED, by compare-and-exchange. Where the node is filed is
     * another question, and the driver's: it makes that agree with the signal when it is told to review the node.
     *
     * Why no wake-up is lost
     * ----------------------
     * A poll replaces the waker and the driver takes it by exchanges of the same word. Either the driver takes the new waker, or
     * the poll finds the mark.
     *
     * Deadlines that move
     * -------------------
     * The driver reads the deadline and then takes the waker: two words, and the deadline may move in between. A node whose
     * deadline was moved while a driver knew it is `moved`, and asks the clock before it believes that it fired.
     */

    private enum Mark {
        FIRED,
        SHUT_DOWN,
        FINISHED
    }

    private static final @Nullable Object IDLE = null; // what a new node has, without a write

    private static final VarHandle SIGNAL;
    private static final VarHandle DEADLINE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            SIGNAL = lookup.findVarHandle(TimerNode.class, "signal", Object.class);
            DEADLINE = lookup.findVarHandle(TimerNode.class, "deadline", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable Object signal;

    @SuppressWarnings("FieldCanBeFinal") // it moves by its handle
    private long deadline; // written by the task; the driver reads it through deadlineForDriver()

    private boolean moved; // the task's: the driver may have read another deadline

    // What the driver keeps here; see TimerNodes.
    TimerDriver driver;
    boolean entrusted;
    short slot = TimerNodes.NOWHERE;

    @Nullable TimerNode next;

    @Nullable TimerNode previous;

    volatile @Nullable TimerNode posted;

    /**
     * Creates a node that is not armed.
     *
     * @param driver will be asked to fire it
     * @param deadlineNanos a time of the driver's clock
     */
    protected TimerNode(TimerDriver driver, long deadlineNanos) {
        this.driver = driver;
        this.deadline = deadlineNanos;
    }

    // ---------------------------------------------------------------- for futures

    /**
     * Returns when to fire.
     *
     * @return a time of the {@link #timerClock}
     */
    protected final long deadlineNanos() {
        return deadline;
    }

    /**
     * Returns what the deadline is measured by.
     *
     * @return the driver's clock
     */
    protected final Clock timerClock() {
        return driver.clock();
    }

    /**
     * Compares the deadline with the clock.
     *
     * @return {@code true} if it has passed, whether or not the node was armed
     * @cost Reads the clock.
     */
    protected final boolean isDeadlinePassed() {
        return timerClock().nanoTime() - deadline >= 0;
    }

    /**
     * Tells whether the next {@link #pollTimer} will have to arm.
     *
     * @return {@code true} if no waker is known, and the deadline not known to have passed
     */
    protected final boolean isTimerIdle() {
        return signal == IDLE;
    }

    /**
     * Tells whether the node was given up.
     *
     * @return {@code true} after {@link #finishTimer}
     */
    protected final boolean isTimerFinished() {
        return signal == Mark.FINISHED;
    }

    /**
     * Asks whether the node has fired. If not, the waker will be called when it does.
     *
     * @param waker the waker of this poll
     * @return {@code true} if the deadline has passed
     * @throws IllegalStateException if the runtime was shut down
     * @cost Arms at the first call, which costs about 50 ns; no clock is read.
     */
    protected final boolean pollTimer(Waker waker) {
        Object seen = signal;
        while (seen != waker) {
            if (!isWaker(seen)) {
                return seen == IDLE ? arm(waker) : believe(waker);
            }
            Object witness = SIGNAL.compareAndExchange(this, seen, waker);
            if (witness == seen) {
                return false;
            }
            seen = witness;
        }
        return false;
    }

    private boolean arm(Waker waker) {
        moved = entrusted; // else no driver knows an older deadline
        SIGNAL.setRelease(this, waker); // published by the exchange that hands the node to the driver
        try {
            driver.arm(this);
        } catch (Throwable t) {
            disarm();
            throw t;
        }
        return !isArmed() && believe(waker);
    }

    private boolean believe(Waker waker) {
        if (signal == Mark.SHUT_DOWN) {
            throw TimerNodes.shutDown();
        }
        if (moved && !isDeadlinePassed()) {
            return arm(waker);
        }
        return true;
    }

    /** Stops waiting. The waker is not called afterwards, except by a call already under way. */
    protected final void disarm() {
        if (take(IDLE) != null) {
            driver.review(this);
        }
    }

    /** Stops waiting for good, unless the deadline is moved. */
    protected final void finishTimer() {
        disarm();
        signal = Mark.FINISHED;
    }

    /**
     * Moves the deadline, of an armed node for whoever waits at present. A finished node may be armed again afterwards.
     *
     * @param deadlineNanos a time of the driver's clock
     * @cost Towards later: one write. Towards earlier: reads the clock, and files the node anew.
     */
    protected final void moveDeadline(long deadlineNanos) {
        boolean earlier = deadlineNanos - deadline < 0;
        moved = true;
        DEADLINE.setRelease(this, deadlineNanos); // with the read in deadlineForDriver: no half of an old one
        if (!isArmed()) {
            signal = IDLE;
        } else if (earlier) {
            bringForward();
        }
    }

    private void bringForward() {
        Waker due = isDeadlinePassed() ? take(Mark.FIRED) : null;
        driver.review(this);
        WakeBatch.wake(due);
    }

    // ---------------------------------------------------------------- both sides

    /** Whether somebody waits. */
    final boolean isArmed() {
        return isWaker(signal);
    }

    final long deadlineForDriver() {
        return (long) DEADLINE.getAcquire(this);
    }

    final @Nullable Waker fire() {
        return take(Mark.FIRED);
    }

    final @Nullable Waker shutDown() {
        return take(Mark.SHUT_DOWN);
    }

    /** Ends the wait, and returns who waited; null if nobody did. */
    private @Nullable Waker take(@Nullable Object end) {
        Object seen = signal;
        while (isWaker(seen)) {
            Object witness = SIGNAL.compareAndExchange(this, seen, end);
            if (witness == seen) {
                return (Waker) seen;
            }
            seen = witness;
        }
        return null;
    }

    /** A comparison with one class; asking for the interface would cost a search. */
    private static boolean isWaker(@Nullable Object signal) {
        return signal != IDLE && !(signal instanceof Mark);
    }
}
