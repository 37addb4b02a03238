package dev.pollux.io.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The kernel's epoll, and a counter in it whose only use is to end a wait.
 *
 * <p>Everything is registered edge-triggered: the kernel tells once of each change, and nothing is ever armed again. So the counter
 * need not be read either.
 */
final class EventQueue extends Guarded {

    static final int IN = 1;
    static final int URGENT = 1 << 1;
    static final int OUT = 1 << 2;
    static final int ERROR = 1 << 3;
    static final int HANGUP = 1 << 4;
    static final int READ_HANGUP = 1 << 13;
    private static final int EDGE = 1 << 31;
    private static final int ALL = IN | URGENT | OUT | READ_HANGUP | EDGE;

    /** The token of the counter; no source has it. */
    private static final long COUNTER = -1;

    private static final int CLOEXEC = 0x80000;
    private static final int NONBLOCK = 0x800;
    private static final int ADD = 1;
    private static final int MODIFY = 3;
    private static final int CAPACITY = 1024; // events per wait

    private static final FunctionDescriptor WAITING = Libc.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle CREATE = Libc.ints("epoll_create1", JAVA_INT);
    private static final MethodHandle CONTROL =
            Libc.function("epoll_ctl", Libc.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS), Linker.Option.critical(false));
    private static final MethodHandle WAIT = Libc.function("epoll_wait", WAITING); // may block: never critical
    private static final MethodHandle LOOK = Libc.function("epoll_wait", WAITING, Linker.Option.critical(false));
    private static final MethodHandle MAKE_COUNTER = Libc.ints("eventfd", JAVA_INT, JAVA_INT);
    private static final MethodHandle WRITE =
            Libc.function("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

    private final int epoll;
    private final int counter;
    private final MemorySegment events =
            Arena.ofAuto().allocate(EventLayout.SIZE * CAPACITY, Long.BYTES); // the polling thread's
    private final MemorySegment one = Arena.ofAuto().allocate(Long.BYTES, Long.BYTES);

    EventQueue() throws IOException {
        epoll = Errno.check(create());
        try {
            counter = Errno.check(makeCounter());
        } catch (IOException e) {
            Libc.close(epoll);
            throw e;
        }
        one.set(JAVA_LONG, 0, 1);
        int refused = control(ADD, counter, IN | EDGE, COUNTER);
        if (refused < 0) {
            giveBack();
            throw Errno.failure(-refused);
        }
    }

    @Override
    void giveBack() {
        Libc.close(counter);
        Libc.close(epoll);
    }

    // ---------------------------------------------------------------- any thread, between enter and exit

    /** Registers a descriptor for all that may happen to it; what has happened already is told too. */
    int add(int fd, long token) {
        return control(ADD, fd, ALL, token);
    }

    /** Makes the kernel tell again what is the case already. */
    int tellAgain(int fd, long token) {
        return control(MODIFY, fd, ALL, token);
    }

    /** Ends the wait under way, or the next one. */
    void endWait() {
        Scratch scratch = Scratch.mine();
        try {
            long written = (long) WRITE.invokeExact(scratch.state, counter, one, (long) Long.BYTES);
            assert written == Long.BYTES : "an eventfd counts to 2^64";
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    // ---------------------------------------------------------------- the polling thread, between enter and exit

    /** Waits so many milliseconds, or without limit if negative; returns how many events there are, or an error. */
    int await(int millis) {
        Scratch scratch = Scratch.mine();
        try {
            return scratch.result(
                    millis == 0
                            ? (int) LOOK.invokeExact(scratch.state, epoll, events, CAPACITY, 0)
                            : (int) WAIT.invokeExact(scratch.state, epoll, events, CAPACITY, millis));
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** What happened. */
    int happened(int index) {
        return events.get(JAVA_INT_UNALIGNED, EventLayout.SIZE * index);
    }

    /** To whom. */
    long token(int index) {
        return events.get(JAVA_LONG_UNALIGNED, EventLayout.SIZE * index + EventLayout.DATA);
    }

    // ---------------------------------------------------------------- calls

    private static int create() {
        Scratch scratch = Scratch.mine();
        try {
            return scratch.result((int) CREATE.invokeExact(scratch.state, CLOEXEC));
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    private static int makeCounter() {
        Scratch scratch = Scratch.mine();
        try {
            return scratch.result((int) MAKE_COUNTER.invokeExact(scratch.state, 0, CLOEXEC | NONBLOCK));
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    private int control(int operation, int fd, int wanted, long token) {
        Scratch scratch = Scratch.mine();
        scratch.argument.set(JAVA_INT_UNALIGNED, 0, wanted);
        scratch.argument.set(JAVA_LONG_UNALIGNED, EventLayout.DATA, token);
        try {
            return scratch.result((int) CONTROL.invokeExact(scratch.state, epoll, operation, fd, scratch.argument));
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }
}
