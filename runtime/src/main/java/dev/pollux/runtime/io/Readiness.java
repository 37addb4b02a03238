package dev.pollux.runtime.io;

import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.WakeBatch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Whether one direction of a socket is worth a try, and whom to wake once it is. */
final class Readiness {

    /*
     * States
     * ------
     * `word` holds four flags and, above them, a tick that counts events:
     *
     *     flags                    name      the selector   means
     *     none                     WAITING   watches        the last attempt would have blocked
     *     READY                    FRESH     watches        an event came; nobody has tried since
     *     READY STRAY              STALE     watches        a second event came, still unused
     *     READY STRAY DISARMED     IDLE      does not       a third came, or there never was a reason to watch
     *     READY CLOSED             CLOSED    does not       final
     *
     *                 event             event             event: interest off
     *      WAITING ─────────► FRESH ───────────► STALE ───────────────────────► IDLE ◄── a new socket
     *        ▲                  │                  │                              │
     *        └──── clear ───────┴────── clear ─────┴────── clear, interest on ────┘
     *
     *      any ── close ──► CLOSED
     *
     * Operations are tried before anyone waits, so a socket starts as IDLE: ready as far as anybody knows, unknown to the
     * kernel's poll. The first attempt that would block arms it, and from then on it stays armed: a request that is answered
     * before the next select costs no epoll_ctl. The selector is level-triggered and would spin on data nobody reads; the
     * second unused event therefore takes the interest off, and the attempt that uses the data up brings it back.
     *
     * Rules
     * -----
     * 1. Only the polling thread calls `onEvent`; only the one future that uses the direction calls `clear` and `poll`.
     *    Anybody may call `close`, `wake` and `clearWaker`.
     * 2. `clear` names the word read before the attempt. Any event since has changed the tick, so a newer event is never
     *    wiped out by an older attempt.
     * 3. The interest goes off before DISARMED is published, and on after DISARMED is withdrawn. Whoever withdraws therefore
     *    has the last word. A disarm whose exchange fails puts the interest back unless the word it then finds says otherwise.
     *
     * Why no wake-up is lost
     * ----------------------
     * A poll stores its waker and then reads the word; an event sets READY and then takes the waker. All four are volatile, so
     * at least one side sees the other: the poll answers "ready", or the event finds the waker. An event cannot fail to come:
     * in WAITING the selector watches (rule 3), and being level-triggered it reports what arrived before it began to.
     *
     * Memory order
     * ------------
     * `word` and `waker` are volatile or exchanged. `ops` is plain: written before an exchange on `word`, read after one.
     */

    private static final int READY = 1;
    private static final int STRAY = 1 << 1;
    private static final int DISARMED = 1 << 2;
    private static final int CLOSED = 1 << 3;
    private static final int TICK = 1 << 4;
    private static final int IDLE = READY | STRAY | DISARMED;

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

    private final NioSource source;
    private int ops;

    @SuppressWarnings("FieldCanBeFinal") // changed through WORD
    private volatile int word = IDLE;

    private volatile @Nullable Waker waker;

    /**
     * Creates an idle direction.
     *
     * @param ops what the selector is to watch for in this direction
     */
    Readiness(NioSource source, int ops) {
        this.source = source;
        this.ops = ops;
    }

    // ---------------------------------------------------------------- the future that uses the direction

    /** Returns the word, to be read before an attempt and handed to {@link #clear} after it. */
    int read() {
        return word;
    }

    /** Tells from a word whether an attempt is worth a system call. */
    static boolean isReady(int word) {
        return (word & READY) != 0;
    }

    /** Records that an attempt used the readiness up; without effect if an event came since {@code seen} was read. */
    void clear(int seen) {
        boolean cleared = (seen & CLOSED) == 0 && exchange(seen, seen & ~IDLE); // rule 2
        if (cleared && (seen & DISARMED) != 0) {
            source.interestOn(ops); // rule 3
        }
    }

    /** Answers whether an attempt is worth while, and keeps the waker if not. */
    boolean poll(Waker latest) {
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

    void clearWaker() {
        waker = null;
    }

    /**
     * Goes over to watching for something else, and is idle again: a connect has finished, and writing begins.
     */
    void restart(int newOps) {
        source.interestOff(ops); // rule 3
        ops = newOps;
        int seen;
        do {
            seen = word;
        } while (!exchange(seen, nextTick(seen) | IDLE | (seen & CLOSED)));
    }

    // ---------------------------------------------------------------- the polling thread

    /** Takes in an event. Runs under the selector's locks, so the waker is handed out, not called. */
    void onEvent(WakeBatch woken) {
        boolean settled = false;
        while (!settled) {
            int seen = word;
            if ((seen & (CLOSED | DISARMED)) != 0) {
                return; // fetched from the kernel before the interest went off
            }
            if (!isReady(seen)) {
                settled = exchange(seen, nextTick(seen) | READY);
                if (settled) {
                    woken.add(takeWaker());
                }
            } else if ((seen & STRAY) == 0) {
                settled = exchange(seen, nextTick(seen) | READY | STRAY);
            } else {
                settled = disarm(seen);
            }
        }
    }

    private boolean disarm(int seen) {
        source.interestOff(ops);
        if (exchange(seen, nextTick(seen) | IDLE)) {
            return true;
        }
        if ((word & (DISARMED | CLOSED)) == 0) {
            source.interestOn(ops); // rule 3
        }
        return false;
    }

    // ---------------------------------------------------------------- anybody

    /** Makes the next attempt worth while, and returns the waker to call. */
    @Nullable Waker raise() {
        int seen = word;
        while (!isReady(seen) && !exchange(seen, nextTick(seen) | READY)) {
            seen = word;
        }
        return takeWaker();
    }

    /** Makes every attempt worth while for good, and returns the waker to call. */
    @Nullable Waker close() {
        int seen;
        do {
            seen = word;
        } while (!exchange(seen, nextTick(seen) | READY | CLOSED));
        return takeWaker();
    }

    private @Nullable Waker takeWaker() {
        return (Waker) WAKER.getAndSet(this, null);
    }

    private boolean exchange(int seen, int next) {
        return WORD.compareAndSet(this, seen, next);
    }

    private static int nextTick(int seen) {
        return (seen & -TICK) + TICK;
    }
}
