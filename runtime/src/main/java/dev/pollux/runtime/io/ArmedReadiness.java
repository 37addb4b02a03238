package dev.pollux.runtime.io;

import dev.pollux.runtime.spi.WakeBatch;

/** Readiness that a level-triggered selector tells of, which is asked to watch only while somebody cares. */
final class ArmedReadiness extends Readiness {

    /*
     * States
     * ------
     * To READY and CLOSED of Readiness, `word` adds STRAY and DISARMED:
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
     * 1. and 2. are those of Readiness.
     * 3. The interest goes off before DISARMED is published, and on after DISARMED is withdrawn. Whoever withdraws therefore
     *    has the last word. A disarm whose exchange fails puts the interest back unless the word it then finds says otherwise.
     *
     * Why no wake-up is lost
     * ----------------------
     * As in Readiness, if an event cannot fail to come: in WAITING the selector watches (rule 3), and being level-triggered it
     * reports what arrived before it began to.
     *
     * Memory order
     * ------------
     * `ops` is plain: written before an exchange on `word`, read after one.
     */

    private static final int STRAY = OWN;
    private static final int DISARMED = OWN << 1;
    private static final int IDLE = READY | STRAY | DISARMED;

    private final NioSource source;
    private int ops;

    /**
     * Creates an idle direction.
     *
     * @param ops what the selector is to watch for in this direction
     */
    ArmedReadiness(NioSource source, int ops) {
        super(IDLE);
        this.source = source;
        this.ops = ops;
    }

    // ---------------------------------------------------------------- the future that uses the direction

    @Override
    public boolean clear(int seen) {
        boolean cleared = super.clear(seen);
        if (cleared && (seen & DISARMED) != 0) {
            source.interestOn(ops); // rule 3
        }
        return cleared;
    }

    /**
     * Goes over to watching for something else, and is idle again: a connect has finished, and writing begins.
     */
    void restart(int newOps) {
        source.interestOff(ops); // rule 3
        ops = newOps;
        int seen;
        do {
            seen = read();
        } while (!exchange(seen, nextTick(seen) | IDLE | (seen & CLOSED)));
    }

    // ---------------------------------------------------------------- the polling thread

    /** Takes in an event, unless none was due. Runs under the selector's locks, so the waker is handed out, not called. */
    boolean onEvent(WakeBatch woken) {
        boolean settled = false;
        while (!settled) {
            int seen = read();
            if ((seen & (CLOSED | DISARMED)) != 0) {
                return false; // fetched from the kernel before the interest went off
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
        return true;
    }

    private boolean disarm(int seen) {
        source.interestOff(ops);
        if (exchange(seen, nextTick(seen) | IDLE)) {
            return true;
        }
        if ((read() & (DISARMED | CLOSED)) == 0) {
            source.interestOn(ops); // rule 3
        }
        return false;
    }
}
