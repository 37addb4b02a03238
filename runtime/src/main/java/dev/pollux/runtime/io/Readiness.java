package dev.pollux.runtime.io;

import dev.pollux.future.Waker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Whether one direction of a socket is worth a try, and whom to wake once it is. */
public class Readiness {

    /*
     * States
     * ------
     * `word` holds flags and, above them, a tick that counts events. Two flags are used here, the others are a subclass's:
     *
     *     none       WAITING   the last attempt would have blocked
     *     READY      READY     an attempt is worth a system call
     *     CLOSED     CLOSED    final; READY too, because an attempt tells at once
     *
     *                event, wake
     *      WAITING ─────────────► READY ◄── a new socket
     *        ▲                      │
     *        └──────── clear ───────┘
     *
     *      any ── close ──► CLOSED
     *
     * Operations are tried before anyone waits, so a socket starts as READY.
     *
     * Rules
     * -----
     * 1. Only the polling thread reports events; only the one future that uses the direction calls `clear` and `poll`.
     *    Anybody may call `close`, `raise` and `clearWaker`.
     * 2. `clear` names the word read before the attempt. Any event since has changed the tick, so a newer event is never
     *    wiped out by an older attempt.
     *
     * Why no wake-up is lost
     * ----------------------
     * A poll stores its waker and then reads the word; an event sets READY and then takes the waker. All four are volatile, so
     * at least one side sees the other: the poll answers "ready", or the event finds the waker. That an event comes at all is
     * the driver's affair.
     *
     * Memory order
     * ------------
     * `word` and `waker` are volatile or exchanged.
     */

    static final int READY = 1;
    static final int CLOSED = 1 << 1;

    /** The first of the flags that a subclass may use. */
    static final int OWN = 1 << 2;

    private static final int TICK = 1 << 4;
    private static final int FLAGS = TICK - 1;

    private static final VarHandle WORD;
    private static final VarHandle WAKER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WORD = lookup.findVarHandle(Readiness.class, "word", int.class);
            WAKER = lookup.findVarHandle(Readiness.class, "waker", Waker.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("FieldCanBeFinal") // changed through WORD
    private volatile int word;

    private volatile @Nullable Waker waker;

    /** Creates a direction that is worth a try. */
    public Readiness() {
        this(READY);
    }

    Readiness(int flags) {
        this.word = flags;
    }

    // ---------------------------------------------------------------- the future that uses the direction

    /**
     * Returns the word, to be read before an attempt and handed to {@link #clear} after it.
     *
     * @return the word
     */
    public final int read() {
        return word;
    }

    /**
     * Tells from a word whether an attempt is worth a system call.
     *
     * @param word what {@link #read} returned
     * @return whether it is
     */
    public static boolean isReady(int word) {
        return (word & READY) != 0;
    }

    /**
     * Records that an attempt used the readiness up; without effect if an event came since {@code seen} was read.
     *
     * @param seen what {@link #read} returned before the attempt
     * @return whether it had an effect
     */
    public boolean clear(int seen) {
        return (seen & CLOSED) == 0 && exchange(seen, seen & ~FLAGS); // rule 2
    }

    /**
     * Answers whether an attempt is worth while, and keeps the waker if not.
     *
     * @param latest the waker
     * @return whether it is
     */
    public final boolean poll(Waker latest) {
        if (isReady(word)) {
            return true;
        }
        Waker kept = waker;
        if (kept == null || !kept.willWake(latest)) {
            waker = latest;
        }
        if (!isReady(word)) {
            return false;
        }
        waker = null;
        return true;
    }

    /** Forgets the waker. */
    public final void clearWaker() {
        waker = null;
    }

    // ---------------------------------------------------------------- the polling thread

    /**
     * Takes in an event of a driver that reports each only once: even a direction that is ready counts it, for {@link #clear}.
     *
     * @return the waker to call
     */
    public final @Nullable Waker event() {
        int seen;
        do {
            seen = word;
        } while (!exchange(seen, nextTick(seen) | READY | (seen & CLOSED)));
        return takeWaker();
    }

    // ---------------------------------------------------------------- anybody

    /**
     * Makes the next attempt worth while.
     *
     * @return the waker to call
     */
    public final @Nullable Waker raise() {
        int seen = word;
        while (!isReady(seen) && !exchange(seen, nextTick(seen) | READY)) {
            seen = word;
        }
        return takeWaker();
    }

    /**
     * Makes every attempt worth while for good.
     *
     * @return the waker to call
     */
    public final @Nullable Waker close() {
        int seen;
        do {
            seen = word;
        } while (!exchange(seen, nextTick(seen) | READY | CLOSED));
        return takeWaker();
    }

    final @Nullable Waker takeWaker() {
        return waker == null ? null : (Waker) WAKER.getAndSet(this, null);
    }

    final boolean exchange(int seen, int next) {
        return WORD.compareAndSet(this, seen, next);
    }

    static int nextTick(int seen) {
        return (seen & -TICK) + TICK;
    }
}
