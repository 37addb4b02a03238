package dev.pollux.stream;

import dev.pollux.future.ReadyChild;
import dev.pollux.future.ReadyQueue;
import org.jspecify.annotations.Nullable;

/** A member of a {@link StreamSet}. */
class StreamChild<T> extends ReadyChild {

    @Nullable Stream<? extends T> stream; // null once it has ended, was removed or dropped

    StreamChild(Stream<? extends T> stream, ReadyQueue<?> queue) {
        super(queue);
        this.stream = stream;
    }

    /** Called when the stream has ended and left the set. */
    void ended() {}
}
