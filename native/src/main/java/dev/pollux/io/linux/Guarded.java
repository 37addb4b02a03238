package dev.pollux.io.linux;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Something of the kernel's that calls use, and that is given back only once no call does. */
abstract class Guarded {

    /*
     * States
     * ------
     * `users` counts the calls under way, and its sign says that nobody may begin another:
     *
     *     n >= 0          OPEN, n calls under way
     *     CLOSED + n      CLOSING, n calls still under way
     *     CLOSED          given back
     *
     * Whoever takes it to CLOSED gives back: the last call's exit, or a close that finds no call. After CLOSED nobody enters, so
     * this happens once. A number that the kernel uses again can therefore not be meant by a call that began before.
     *
     * Memory order: all changes are read-modify-writes; what calls did happens-before it is given back.
     */

    private static final int CLOSED = Integer.MIN_VALUE;

    private static final VarHandle USERS;

    static {
        try {
            USERS = MethodHandles.lookup().findVarHandle(Guarded.class, "users", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("FieldCanBeFinal") // changed through USERS
    private volatile int users;

    /** Begins a call. Each that begins must {@link #exit}. Returns whether it may. */
    final boolean enter() {
        int seen = users;
        while (seen >= 0) {
            if (USERS.compareAndSet(this, seen, seen + 1)) {
                return true;
            }
            seen = users;
        }
        return false;
    }

    /** Ends a call. */
    final void exit() {
        if ((int) USERS.getAndAdd(this, -1) == CLOSED + 1) {
            giveBack();
        }
    }

    /** Lets no call begin any more. Returns whether this was the first to close. */
    final boolean close() {
        int seen = (int) USERS.getAndBitwiseOr(this, CLOSED);
        if (seen == 0) {
            giveBack();
        }
        return seen >= 0;
    }

    /** Gives it back to the kernel. */
    abstract void giveBack();
}
