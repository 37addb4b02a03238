package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.ReadyQueue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Streams that run together. Of all members those that were woken are polled, in turn.
 *
 * @param <T> the type of the values
 * @param <C> the type of the members
 */
final class StreamSet<T, C extends StreamChild<T>> {

    /*
     * A pass
     * ------
     * Adding a stream counts as its first wake; yielding a value or failing counts as a wake, too, since the stream was not heard out.
     * A poll collects the members that were woken and asks one after the other until one has a value. Who had one goes to the end of
     * the line: however fast it is, the others that were woken are asked before it is again.
     */

    final ReadyQueue<C> ready = new ReadyQueue<>();
    private final Set<C> members = new LinkedHashSet<>();
    private @Nullable C latest;
    private boolean polling;

    int size() {
        return members.size();
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    List<Stream<? extends T>> streams() {
        List<Stream<? extends T>> seen = new ArrayList<>(members.size());
        for (C child : members) {
            Stream<? extends T> stream = child.stream;
            if (stream != null) {
                seen.add(stream);
            }
        }
        return seen;
    }

    /** Adds a member that the owner queues later. */
    void addIdle(C child) {
        members.add(child);
    }

    /** Adds a member for the current poll of its owner, and wakes nobody. */
    void addQuietly(C child) {
        members.add(child);
        child.queueQuietly();
    }

    /** Adds a member, and wakes whoever waits. */
    void add(C child) {
        members.add(child);
        child.wake();
    }

    /** Lets a member go, without dropping it; returns its stream unless that has ended. */
    @Nullable Stream<? extends T> remove(C child) {
        Stream<? extends T> removed = child.stream;
        child.retire();
        child.stream = null;
        members.remove(child);
        return removed;
    }

    /** Returns the member that yielded the latest value. */
    C latest() {
        return Objects.requireNonNull(latest);
    }

    /** Answers with a value, with {@code null} if there are no members any more, or with {@link Poll#PENDING}. */
    @Nullable Object poll(Context cx) throws Exception {
        requireAtRest("polled");
        polling = true;
        try {
            return pass(cx);
        } finally {
            polling = false;
        }
    }

    private @Nullable Object pass(Context cx) throws Exception {
        ready.collect(cx.waker());
        for (C child = ready.takeFirst(); child != null; child = ready.takeFirst()) {
            Stream<? extends T> stream = child.stream;
            if (stream != null) { // otherwise it left after it was woken
                Object raw = poll(child, stream, cx);
                if (raw != null && raw != Poll.PENDING) {
                    latest = child;
                    return raw;
                }
            }
        }
        return members.isEmpty() ? null : Poll.PENDING;
    }

    private @Nullable Object poll(C child, Stream<? extends T> stream, Context cx) throws Exception {
        Object raw = this; // as long as it failed
        try {
            raw = stream.pollNextRaw(child.startPoll(cx));
            return raw;
        } finally {
            if (raw == null) {
                remove(child);
                child.ended();
            } else if (raw != Poll.PENDING) {
                child.queueQuietly();
            }
        }
    }

    /** Drops all members and wakes nobody. */
    @Nullable Throwable release() {
        requireAtRest("dropped");
        Throwable failure = null;
        for (C child : List.copyOf(members)) {
            failure = Failures.add(failure, AwaitedStream.ofDropping(remove(child)));
        }
        ready.takeConsumer();
        return failure;
    }

    /** Drops all members and wakes whoever waits, to find that there are none. */
    void clear() {
        requireAtRest("cleared");
        var waiting = ready.takeConsumer();
        Throwable failure = release();
        Failures.throwIfAny(Failures.add(failure, Failures.ofWaking(waiting)));
    }

    SizeHint hint() {
        SizeHint sum = SizeHint.NONE;
        for (Stream<?> stream : streams()) {
            sum = sum.plus(stream.sizeHint());
        }
        return sum;
    }

    List<? extends Future<?>> awaiting() {
        return AwaitedStream.listOf(streams().toArray(Stream<?>[]::new));
    }

    /** Refuses to be changed while it goes through its members. */
    void requireAtRest(String verb) {
        if (polling) {
            throw new IllegalStateException(
                    "streams that run together were " + verb + " from inside the poll of one of them");
        }
    }
}
