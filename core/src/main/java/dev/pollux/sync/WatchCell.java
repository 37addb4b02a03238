package dev.pollux.sync;

import dev.pollux.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What the ends of a {@link Watch} share: the value of the moment, and who is there.
 *
 * @param <T> the type of the value
 */
final class WatchCell<T> {

    /*
     * One reference, and two lines
     * ----------------------------
     * The value and its version are one object, which is replaced as a whole. So whoever reads them has both, and needs no lock; and
     * a function that makes a new value of the old one runs under none: if the value changed meanwhile, it runs again.
     *
     *     field       read        written
     *     current     anybody     by exchange
     *     senders     anybody     by exchange; never leaves 0
     *     receivers   anybody     by exchange
     *
     * Why no wake-up is lost
     * ----------------------
     * Receivers wait in `changes`, and senders in `receiversGone`, both by Until, which looks after it took its place in the line. Each
     * change here is made first, and told then.
     *
     * Memory order
     * ------------
     * All three are volatile.
     */

    /** A value and how often it was replaced. */
    record Version<T>(T value, long number) {}

    private static final VarHandle CURRENT = Handles.field(MethodHandles.lookup(), "current", Version.class);
    private static final VarHandle SENDERS = Handles.field(MethodHandles.lookup(), "senders", int.class);
    private static final VarHandle RECEIVERS = Handles.field(MethodHandles.lookup(), "receivers", int.class);

    final Notify changes = new Notify();
    final Notify receiversGone = new Notify();

    @SuppressWarnings("FieldCanBeFinal") // changed through CURRENT
    private volatile Version<T> current;

    @SuppressWarnings("FieldCanBeFinal") // changed through SENDERS
    private volatile int senders = 1;

    @SuppressWarnings("FieldCanBeFinal") // changed through RECEIVERS
    private volatile int receivers;

    WatchCell(T initial) {
        current = new Version<>(initial, 0);
    }

    Version<T> current() {
        return current;
    }

    /** Replaces the value, unless there is another one than the caller saw by now. */
    boolean replace(Version<T> seen, T value) {
        if (!CURRENT.compareAndSet(this, seen, new Version<>(value, seen.number + 1))) {
            return false;
        }
        changes.notifyWaiters();
        return true;
    }

    // ---------------------------------------------------------------- who is there

    int senders() {
        return senders;
    }

    /** Adds a sender unless there is none, which is for good. */
    boolean tryAddSender() {
        int seen = senders;
        while (seen > 0) {
            int witness = (int) SENDERS.compareAndExchange(this, seen, seen + 1);
            if (witness == seen) {
                return true;
            }
            seen = witness;
        }
        return false;
    }

    void removeSender() {
        if ((int) SENDERS.getAndAdd(this, -1) == 1) {
            changes.notifyWaiters();
        }
    }

    int receivers() {
        return receivers;
    }

    void addReceiver() {
        RECEIVERS.getAndAdd(this, 1);
    }

    void removeReceiver() {
        if ((int) RECEIVERS.getAndAdd(this, -1) == 1) {
            receiversGone.notifyWaiters();
        }
    }
}
