package dev.pollux.io.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.stream.Stream;

/**
 * The functions of the C library that sockets need. Each returns what the kernel does: a result, or the negative number of an
 * error.
 *
 * <p>Calls that are over in a moment are <em>critical</em>: the thread does not tell the JVM that it has left Java, which costs
 * more than the smallest of them; in exchange, the garbage collector waits for it. Calls that may take long are ordinary.
 */
@SuppressWarnings("restricted") // whoever opens the driver has seen to it that native access is enabled
final class Libc {

    static final int UNIX = 1;
    static final int INET = 2;
    static final int INET6 = 10;
    static final int STREAM = 1;
    static final int DATAGRAM = 2;
    static final int SHUT_WRITE = 1;

    private static final int NONBLOCK_CLOEXEC = 0x800 | 0x80000;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = LINKER.defaultLookup();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

    private static final MethodHandle SOCKET = ints("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = ints("bind", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle LISTEN = ints("listen", JAVA_INT, JAVA_INT);
    private static final MethodHandle ACCEPT =
            function("accept4", of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT), Linker.Option.critical(false));
    private static final MethodHandle CONNECT = ints("connect", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SHUTDOWN = ints("shutdown", JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = ints("close", JAVA_INT);
    private static final MethodHandle LOCAL = ints("getsockname", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle REMOTE = ints("getpeername", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle SET_OPTION = ints("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GET_OPTION = ints("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);

    private static final MethodHandle DESCRIBE =
            LINKER.downcallHandle(address("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private Libc() {}

    // ---------------------------------------------------------------- to link

    /** Links a function that keeps its error for {@link Scratch#result}. */
    static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(
                address(name),
                type,
                Stream.concat(Stream.of(ERRNO), Stream.of(options)).toArray(Linker.Option[]::new));
    }

    /** Links an ordinary function that returns an int. */
    static MethodHandle ints(String name, MemoryLayout... arguments) {
        return function(name, of(arguments));
    }

    /** The type of a function that returns an int. */
    static FunctionDescriptor of(MemoryLayout... arguments) {
        return FunctionDescriptor.of(JAVA_INT, arguments);
    }

    private static MemorySegment address(String name) {
        return LIBRARY.find(name).orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + name));
    }

    /** What a call throws: nothing is declared, so it is a defect. */
    static AssertionError unexpected(Throwable t) {
        if (t instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (t instanceof Error error) {
            throw error;
        }
        return new AssertionError(t);
    }

    // ---------------------------------------------------------------- to open and close

    /** Opens a socket that never blocks and that no child process inherits. */
    static int socket(int family, int type) {
        Scratch scratch = Scratch.mine();
        try {
            return scratch.result((int) SOCKET.invokeExact(scratch.state, family, type | NONBLOCK_CLOEXEC, 0));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** Binds a socket to the address in this thread's scratch. */
    static int bind(int fd, int length) {
        Scratch scratch = Scratch.mine();
        try {
            return scratch.result((int) BIND.invokeExact(scratch.state, fd, scratch.address, length));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** Begins to listen. */
    static int listen(int fd, int backlog) {
        Scratch scratch = Scratch.mine();
        try {
            return scratch.result((int) LISTEN.invokeExact(scratch.state, fd, backlog));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** Accepts a connection, as a socket that never blocks, and puts the peer's address into this thread's scratch. */
    static int accept(int fd) {
        Scratch scratch = Scratch.mine();
        scratch.length.set(JAVA_INT, 0, Scratch.ADDRESS_SIZE);
        try {
            return scratch.result(
                    (int) ACCEPT.invokeExact(scratch.state, fd, scratch.address, scratch.length, NONBLOCK_CLOEXEC));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** Connects a socket to the address in this thread's scratch. */
    static int connect(int fd, int length) {
        Scratch scratch = Scratch.mine();
        try {
            return scratch.result((int) CONNECT.invokeExact(scratch.state, fd, scratch.address, length));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** Ends a direction. */
    static int shutdown(int fd, int how) {
        Scratch scratch = Scratch.mine();
        try {
            return scratch.result((int) SHUTDOWN.invokeExact(scratch.state, fd, how));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** Gives a descriptor back. It is gone even if this fails. */
    static int close(int fd) {
        Scratch scratch = Scratch.mine();
        try {
            return scratch.result((int) CLOSE.invokeExact(scratch.state, fd));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    // ---------------------------------------------------------------- addresses and options

    /** Puts the address of a socket into this thread's scratch. */
    static int localAddress(int fd) {
        Scratch scratch = Scratch.mine();
        scratch.length.set(JAVA_INT, 0, Scratch.ADDRESS_SIZE);
        try {
            return scratch.result((int) LOCAL.invokeExact(scratch.state, fd, scratch.address, scratch.length));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** Puts the address of a socket's peer into this thread's scratch. */
    static int remoteAddress(int fd) {
        Scratch scratch = Scratch.mine();
        scratch.length.set(JAVA_INT, 0, Scratch.ADDRESS_SIZE);
        try {
            return scratch.result((int) REMOTE.invokeExact(scratch.state, fd, scratch.address, scratch.length));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** Sets an option to the argument in this thread's scratch. */
    static int setOption(int fd, int level, int option, int size) {
        Scratch scratch = Scratch.mine();
        try {
            return scratch.result(
                    (int) SET_OPTION.invokeExact(scratch.state, fd, level, option, scratch.argument, size));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** Puts an option into the argument in this thread's scratch. */
    static int getOption(int fd, int level, int option, int size) {
        Scratch scratch = Scratch.mine();
        scratch.length.set(JAVA_INT, 0, size);
        try {
            return scratch.result(
                    (int) GET_OPTION.invokeExact(scratch.state, fd, level, option, scratch.argument, scratch.length));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** What the system calls an error. */
    static String describe(int errno) {
        try {
            MemorySegment text = (MemorySegment) DESCRIBE.invokeExact(errno);
            return text.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }
}
