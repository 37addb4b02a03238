package dev.pollux.time;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap of keys in the order of their deadlines, each of which knows its place. Not safe for threads.
 *
 * @param <T> the type of the elements
 */
final class DelayHeap<T> {

    /** The place of a key that is not in the heap. */
    static final int NOWHERE = -1;

    private DelayQueue.@Nullable Key<T>[] keys = array(0);
    private int size;
    private long filed;

    /** Adds a key that is not in here. */
    void file(DelayQueue.Key<T> key, long deadline) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, Math.max(8, 2 * size));
        }
        key.deadline = deadline;
        key.sequence = filed;
        filed++;
        size++;
        siftUp(size - 1, key);
    }

    /** Removes a key that is in here. */
    void remove(DelayQueue.Key<T> key) {
        int index = key.index;
        key.index = NOWHERE;
        size--;
        DelayQueue.Key<T> last = at(size);
        keys[size] = null;
        if (last != key) {
            siftDown(index, last);
            if (keys[index] == last) {
                siftUp(index, last);
            }
        }
    }

    void clear() {
        for (int i = 0; i < size; i++) {
            at(i).index = NOWHERE;
            keys[i] = null;
        }
        size = 0;
    }

    DelayQueue.@Nullable Key<T> first() {
        return size == 0 ? null : at(0);
    }

    int size() {
        return size;
    }

    List<DelayQueue.Key<T>> keys() {
        List<DelayQueue.Key<T>> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            all.add(at(i));
        }
        return all;
    }

    // ---------------------------------------------------------------- room

    int capacity() {
        return keys.length;
    }

    void reserve(int additional) {
        if (additional < 0) {
            throw new IllegalArgumentException("the capacity must not be negative: " + additional);
        }
        if (keys.length - size < additional) {
            keys = Arrays.copyOf(keys, Math.addExact(size, additional));
        }
    }

    void compact() {
        keys = Arrays.copyOf(keys, size);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // only keys of T are put in
    private static <T> DelayQueue.@Nullable Key<T>[] array(int length) {
        return new DelayQueue.Key[length];
    }

    // ---------------------------------------------------------------- the order

    private void siftUp(int from, DelayQueue.Key<T> key) {
        int index = from;
        while (index > 0 && isBefore(key, at((index - 1) / 2))) {
            put(index, at((index - 1) / 2));
            index = (index - 1) / 2;
        }
        put(index, key);
    }

    private void siftDown(int from, DelayQueue.Key<T> key) {
        int index = from;
        int child = earlierChild(index);
        while (child < size && isBefore(at(child), key)) {
            put(index, at(child));
            index = child;
            child = earlierChild(index);
        }
        put(index, key);
    }

    private int earlierChild(int index) {
        int left = 2 * index + 1;
        int right = left + 1;
        return right < size && isBefore(at(right), at(left)) ? right : left;
    }

    private DelayQueue.Key<T> at(int index) {
        return Objects.requireNonNull(keys[index]);
    }

    private void put(int index, DelayQueue.Key<T> key) {
        keys[index] = key;
        key.index = index;
    }

    /** By difference, as the clock may pass through the largest long. */
    private static boolean isBefore(DelayQueue.Key<?> one, DelayQueue.Key<?> other) {
        long distance = one.deadline - other.deadline;
        return distance == 0 ? one.sequence < other.sequence : distance < 0;
    }
}
