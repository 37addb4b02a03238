package dev.pollux.stream;

import dev.pollux.future.Awaiting;
import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Streams that are known by their keys, and whose values come with the key.
 *
 * <p>Of the streams that are ready together, a random one of those that were just inserted is first; after that they take turns, in the order
 * in which they were woken. Only those that were woken are polled. A stream that ends leaves the map. A failure of one is thrown in
 * place of a value, and the map goes on.
 *
 * <pre>{@code
 * var chats = new StreamMap<Room, Message>();
 * rooms.forEach(room -> chats.insert(room, room.messages()));
 * for (var entry = chats.next().await(); entry != null; entry = chats.next().await()) {
 *     show(entry.getKey(), entry.getValue());
 * }
 * }</pre>
 *
 * <p>An empty map answers the end. Unlike other streams it goes on when a stream is {@linkplain #insert inserted} after that. The map
 * belongs to one task.
 *
 * <p><b>Futurelock.</b> As for {@link SelectAll}: a stream that was granted a lock holds it, unpolled, while the task awaits something else.
 *
 * @param <K> the type of the keys; they are to be equal and hashed like those of a {@link java.util.HashMap}
 * @param <T> the type of the values
 * @origin tokio_stream::StreamMap (0.1). Differs: polls only the streams that were woken, whatever the size of the map; keys need a
 *     hash; {@code insert} wakes whoever waits.
 */
public final class StreamMap<K, T> extends RawStream<Map.Entry<K, T>> implements Awaiting {

    private final class Keyed extends StreamChild<T> {
        final K key;

        Keyed(K key, Stream<? extends T> stream) {
            super(stream, set.ready);
            this.key = key;
        }

        @Override
        void ended() {
            byKey.remove(key);
        }
    }

    private final Map<K, Keyed> byKey = new LinkedHashMap<>();
    private final StreamSet<T, Keyed> set = new StreamSet<>();
    private final List<Keyed> fresh = new ArrayList<>(); // never polled; those that left meanwhile do no harm
    private @Nullable Throwable failure; // met after values that nextMany had gathered

    /** Creates an empty map. */
    public StreamMap() {}

    /**
     * Adds a stream, in place of the one that has the key now.
     *
     * @param key comes with its values
     * @param stream nobody else's to poll
     * @return the stream that had the key, which is the caller's to poll or drop; {@code null} if there was none
     * @wakeup Wakes the task that waits for the next value, if any.
     */
    public @Nullable Stream<? extends T> insert(K key, Stream<? extends T> stream) {
        var child = new Keyed(Objects.requireNonNull(key, "key"), Objects.requireNonNull(stream, "stream"));
        Stream<? extends T> old = remove(key);
        byKey.put(key, child);
        set.addIdle(child);
        fresh.add(child);
        Failures.throwIfAny(Failures.ofWaking(set.ready.takeConsumer()));
        return old;
    }

    /**
     * Takes a stream out.
     *
     * @param key its key
     * @return the stream, which is the caller's to poll or drop; {@code null} if there is none, or it has ended
     */
    public @Nullable Stream<? extends T> remove(K key) {
        Keyed child = byKey.remove(Objects.requireNonNull(key, "key"));
        if (child == null) {
            return null;
        }
        fresh.remove(child);
        return set.remove(child);
    }

    /**
     * Tells whether there is a stream.
     *
     * @param key its key
     * @return {@code true} if one was inserted with this key and neither ended nor was removed
     */
    public boolean containsKey(K key) {
        return byKey.containsKey(key);
    }

    /**
     * Returns the keys of the streams, in the order of insertion.
     *
     * @return a view that cannot be changed
     */
    public Set<K> keys() {
        return Collections.unmodifiableSet(byKey.keySet());
    }

    /**
     * Returns the streams, in the order of insertion.
     *
     * @return a list that does not change any more
     */
    public List<Stream<? extends T>> streams() {
        return set.streams();
    }

    /**
     * Returns the number of streams.
     *
     * @return how many there are that have not ended
     */
    public int size() {
        return byKey.size();
    }

    /**
     * Tells whether there are no streams.
     *
     * @return {@code true} if there is nothing to wait for
     */
    public boolean isEmpty() {
        return byKey.isEmpty();
    }

    /**
     * Drops all streams. The map is then empty and can be used again.
     *
     * @throws IllegalStateException if called from inside the poll of one of them
     * @wakeup Wakes the task that waits for the next value, if any, to find the map empty.
     */
    public void clear() {
        forgetAll();
        set.clear();
    }

    /**
     * Waits for at least one value and takes as many as are there.
     *
     * @param buffer gets the values, at its end
     * @param limit at most so many at once
     * @return a future of how many came; 0 if the map is empty or {@code limit} is 0
     * @throws IllegalArgumentException if {@code limit} is negative
     * @cancel Safe: values go to the buffer in the very poll that is ready.
     */
    @CancelSafe
    public Future<Integer> nextMany(Collection<? super Map.Entry<K, T>> buffer, int limit) {
        return new NextMany<>(this, Objects.requireNonNull(buffer, "buffer"), limit);
    }

    /** Answers how many values came, or that none is there and the map not empty. */
    Poll<Integer> pollNextMany(Context cx, Collection<? super Map.Entry<K, T>> buffer, int limit) throws Exception {
        int taken = 0;
        boolean more = true;
        while (taken < limit && more) {
            Map.Entry<K, T> entry = nextOrNull(cx, taken);
            if (entry != null) {
                buffer.add(entry);
                taken++;
            }
            more = entry != null && cx.consume();
        }
        return taken > 0 || limit == 0 || isEmpty() ? Poll.ready(taken) : Poll.pending();
    }

    /** Answers with {@code null} if there is no value now. A failure after the first value waits for the next poll. */
    @SuppressWarnings("unchecked") // a raw answer that is neither the end nor PENDING is an entry
    private Map.@Nullable Entry<K, T> nextOrNull(Context cx, int taken) throws Exception {
        try {
            Object raw = pollNextRaw(cx);
            return raw == Poll.PENDING ? null : (Map.Entry<K, T>) raw;
        } catch (Throwable met) {
            if (taken == 0) {
                throw met;
            }
            failure = met;
            return null;
        }
    }

    @Override
    public @Nullable Object pollNextRaw(Context cx) throws Exception {
        Throwable thrown = failure;
        failure = null;
        Failures.throwIfAny(thrown);
        queueFresh(cx);
        Object raw = set.poll(cx);
        return raw == null || raw == Poll.PENDING ? raw : entry(raw);
    }

    private void queueFresh(Context cx) {
        if (!fresh.isEmpty()) {
            Collections.rotate(fresh, cx.random().nextInt(fresh.size()));
            fresh.forEach(StreamChild::queueQuietly);
            fresh.clear();
        }
    }

    @SuppressWarnings("unchecked") // what a stream of the map yields is a T
    private Map.Entry<K, T> entry(Object raw) {
        return Map.entry(set.latest().key, (T) raw);
    }

    /** Drops all streams. */
    @Override
    public void drop() {
        forgetAll();
        Failures.throwIfAny(set.release());
    }

    private void forgetAll() {
        set.requireAtRest("dropped");
        byKey.clear();
        fresh.clear();
        failure = null;
    }

    @Override
    public SizeHint sizeHint() {
        return set.hint();
    }

    @Override
    public List<? extends Future<?>> awaiting() {
        return set.awaiting();
    }

    @Override
    public String toString() {
        return "StreamMap of " + keys();
    }
}
