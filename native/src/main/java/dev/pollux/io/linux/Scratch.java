package dev.pollux.io.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Memory for the arguments of one system call at a time. Each thread has its own, so that no call allocates. */
final class Scratch {

    /** The largest address: a {@code struct sockaddr_storage}. */
    static final int ADDRESS_SIZE = 128;

    static final int WINDOW_SIZE = 1 << 16;

    /** The largest argument: a {@code struct group_source_req}. */
    private static final int ARGUMENT_SIZE = 264;

    private static final VarHandle ERRNO =
            Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));

    private static final ThreadLocal<Scratch> MINE = ThreadLocal.withInitial(Scratch::new);

    private final Arena arena = Arena.ofAuto(); // given back some time after the thread has ended

    /** Where a call leaves its error. */
    final MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());

    /** An address. */
    final MemorySegment address = arena.allocate(ADDRESS_SIZE, Long.BYTES);

    /** The length of an address or of an option. */
    final MemorySegment length = arena.allocate(ValueLayout.JAVA_INT);

    /** The value of an option, or an event. */
    final MemorySegment argument = arena.allocate(ARGUMENT_SIZE, Long.BYTES);

    private @Nullable Gather gather;
    private @Nullable ByteBuffer window;
    private long windowAddress;

    private Scratch() {}

    static Scratch mine() {
        return MINE.get();
    }

    /** Native memory that what is on the heap is copied through; made when it is first needed. */
    ByteBuffer window() {
        ByteBuffer made = window;
        if (made == null) {
            MemorySegment memory = arena.allocate(WINDOW_SIZE, Long.BYTES);
            windowAddress = memory.address();
            made = memory.asByteBuffer();
            window = made;
        }
        return made;
    }

    /** Where the window is. */
    long windowAddress() {
        window();
        return windowAddress;
    }

    /** What several buffers are written from; made when it is first needed. */
    Gather gather() {
        Gather made = gather;
        if (made == null) {
            made = new Gather(arena, this);
            gather = made;
        }
        return made;
    }

    /** Turns what a call returned into the kernel's own convention: the result, or the negative number of the error. */
    int result(int returned) {
        return returned >= 0 ? returned : -errno();
    }

    /** As for the other. */
    long result(long returned) {
        return returned >= 0 ? returned : -errno();
    }

    private int errno() {
        return (int) ERRNO.get(state, 0L);
    }
}
