package dev.pollux.net;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.ClosedChannelException;

/** Which directions of a stream this end has closed. */
final class OpenSides {

    /*
     * Closing sets the bit first and then wakes. An operation looks at the bit before each attempt, and asks the socket for a wake-up
     * after it; so it either sees the bit, or is woken and then sees it.
     */

    static final int INPUT = 1;
    static final int OUTPUT = 1 << 1;
    static final int BOTH = INPUT | OUTPUT;

    private static final VarHandle CLOSED;

    static {
        try {
            CLOSED = MethodHandles.lookup().findVarHandle(OpenSides.class, "closed", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("FieldCanBeFinal") // changed through CLOSED
    private volatile int closed; // read by every operation

    /** Closes directions, and returns which were closed before. */
    int close(int directions) {
        return (int) CLOSED.getAndBitwiseOr(this, directions);
    }

    void require(int direction) throws ClosedChannelException {
        if ((closed & direction) != 0) {
            throw new ClosedChannelException();
        }
    }
}
