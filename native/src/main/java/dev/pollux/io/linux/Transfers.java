package dev.pollux.io.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** One system call that moves bytes between a buffer and a socket. The buffer's position stays. */
final class Transfers {

    /*
     * Native memory goes to the kernel as it is, as a plain number. What is on the heap is copied through a window of native memory
     * that each thread keeps, a limited number of bytes per call. The kernel could have it without a copy, by a call that holds the
     * garbage collector off; but then the segment that describes it is an object, 48 bytes a call, which costs as much.
     */

    /** The most that one critical call moves, and any call from or to the heap. */
    static final int SHORT = Scratch.WINDOW_SIZE;

    private static final int NO_SIGNAL = 0x4000;

    private static final MethodHandle RECEIVE = receiving(Linker.Option.critical(false));
    private static final MethodHandle RECEIVE_MUCH = receiving();
    private static final MethodHandle SEND = sending(Linker.Option.critical(false));
    private static final MethodHandle SEND_MUCH = sending();
    private static final MethodHandle SEND_MESSAGE = Libc.function(
            "sendmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.critical(false));

    private Transfers() {}

    private static MethodHandle receiving(Linker.Option... options) {
        return Libc.function(
                "recvfrom",
                FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS),
                options);
    }

    private static MethodHandle sending(Linker.Option... options) {
        return Libc.function(
                "sendto",
                FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT),
                options);
    }

    // ---------------------------------------------------------------- buffers

    /** How much one call may move. */
    static int window(ByteBuffer buffer) {
        return buffer.isDirect() ? buffer.remaining() : Math.min(buffer.remaining(), SHORT);
    }

    /** Receives at most so many bytes. */
    static long receive(int fd, ByteBuffer target, int window) {
        return receive(fd, target, window, MemorySegment.NULL, MemorySegment.NULL);
    }

    /** Receives a datagram, and puts its sender's address into this thread's scratch. */
    static long receiveFrom(int fd, ByteBuffer target) {
        Scratch scratch = Scratch.mine();
        scratch.length.set(JAVA_INT, 0, Scratch.ADDRESS_SIZE);
        return receive(fd, target, target.remaining(), scratch.address, scratch.length);
    }

    private static long receive(int fd, ByteBuffer target, int window, MemorySegment from, MemorySegment length) {
        if (!target.isDirect()) {
            Scratch scratch = Scratch.mine();
            int size = Math.min(window, SHORT);
            long count = receive(fd, scratch.windowAddress(), size, from, length);
            target.put(target.position(), scratch.window(), 0, (int) Math.max(0, count));
            return count;
        }
        long memory = MemorySegment.ofBuffer(target).address();
        try {
            return window <= SHORT
                    ? receive(fd, memory, window, from, length)
                    : receiveMuch(fd, memory, window, from, length);
        } finally {
            Reference.reachabilityFence(target);
        }
    }

    /** Sends at most so many bytes. */
    static long send(int fd, ByteBuffer source, int window) {
        return sendTo(fd, source, window, 0);
    }

    /** Sends to the address of some length in this thread's scratch, or if it has none to the peer. */
    static long sendTo(int fd, ByteBuffer source, int window, int addressLength) {
        if (!source.isDirect()) {
            Scratch scratch = Scratch.mine();
            int size = Math.min(window, SHORT); // a datagram of more than that is too long in any case
            scratch.window().put(0, source, source.position(), size);
            return send(fd, scratch.windowAddress(), size, addressLength);
        }
        long memory = MemorySegment.ofBuffer(source).address();
        try {
            return window <= SHORT
                    ? send(fd, memory, window, addressLength)
                    : sendMuch(fd, memory, window, addressLength);
        } finally {
            Reference.reachabilityFence(source);
        }
    }

    // ---------------------------------------------------------------- calls

    private static long receive(int fd, long memory, long size, MemorySegment from, MemorySegment length) {
        Scratch scratch = Scratch.mine();
        try {
            return scratch.result((long) RECEIVE.invokeExact(scratch.state, fd, memory, size, 0, from, length));
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    private static long receiveMuch(int fd, long memory, long size, MemorySegment from, MemorySegment length) {
        Scratch scratch = Scratch.mine();
        try {
            return scratch.result((long) RECEIVE_MUCH.invokeExact(scratch.state, fd, memory, size, 0, from, length));
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    private static long send(int fd, long memory, long size, int addressLength) {
        Scratch scratch = Scratch.mine();
        MemorySegment to = addressLength == 0 ? MemorySegment.NULL : scratch.address;
        try {
            return scratch.result(
                    (long) SEND.invokeExact(scratch.state, fd, memory, size, NO_SIGNAL, to, addressLength));
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    private static long sendMuch(int fd, long memory, long size, int addressLength) {
        Scratch scratch = Scratch.mine();
        MemorySegment to = addressLength == 0 ? MemorySegment.NULL : scratch.address;
        try {
            return scratch.result(
                    (long) SEND_MUCH.invokeExact(scratch.state, fd, memory, size, NO_SIGNAL, to, addressLength));
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** Sends a message of several parts. */
    static long sendMessage(int fd, MemorySegment message) {
        Scratch scratch = Scratch.mine();
        try {
            return scratch.result((long) SEND_MESSAGE.invokeExact(scratch.state, fd, message, NO_SIGNAL));
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }
}
