package dev.pollux.io.linux;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;

/** Where things are in a {@code struct epoll_event}, which x86-64 alone packs. */
final class EventLayout {

    private static final StructLayout HERE = of(System.getProperty("os.arch"));

    /** The size of an event. */
    static final long SIZE = HERE.byteSize();

    /** Where its 64 bits of data are; what happened is at its beginning. */
    static final long DATA = HERE.byteOffset(PathElement.groupElement("data"));

    private EventLayout() {}

    /** The layout on an architecture, by the JDK's name for it. */
    static StructLayout of(String architecture) {
        var events = ValueLayout.JAVA_INT_UNALIGNED.withName("events");
        var data = ValueLayout.JAVA_LONG_UNALIGNED.withName("data");
        return architecture.equals("amd64")
                ? MemoryLayout.structLayout(events, data)
                : MemoryLayout.structLayout(events, MemoryLayout.paddingLayout(Integer.BYTES), data);
    }
}
