package dev.pollux.examples.miniredis;

import dev.pollux.time.Moment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The keys and their values. Each method is one step, which no other comes between: they take a lock for some instructions, and never
 * wait for anything else.
 */
final class Keyspace {

    /** A value, and when it is over; {@code null} for never. */
    private record Entry(Object value, @Nullable Moment end) {}

    /** When a key is to be looked at. It may have been set anew since. */
    private record Due(Moment end, String key) {}

    private final Map<String, Entry> entries = new HashMap<>();
    private final PriorityQueue<Due> dues = new PriorityQueue<>(Comparator.comparing(Due::end));

    // ---------------------------------------------------------------- strings

    synchronized @Nullable String get(String key) throws CommandException {
        return string(live(key));
    }

    /** Returns the end that was set; {@code null} if there is none. */
    synchronized @Nullable Moment set(String key, String value, @Nullable Moment end) {
        put(key, value, end);
        return end;
    }

    /** Sets a key if it is there, or if it is not there. */
    synchronized boolean setIf(boolean there, String key, String value, @Nullable Moment end) {
        if ((live(key) != null) != there) {
            return false;
        }
        put(key, value, end);
        return true;
    }

    synchronized long add(String key, long amount) throws CommandException {
        Entry entry = live(key);
        String seen = string(entry);
        try {
            long sum = Math.addExact(seen == null ? 0 : Long.parseLong(seen), amount);
            put(key, Long.toString(sum), entry == null ? null : entry.end);
            return sum;
        } catch (NumberFormatException e) {
            throw new CommandException("ERR value is not an integer or out of range");
        } catch (ArithmeticException e) {
            throw new CommandException("ERR increment or decrement would overflow");
        }
    }

    // ---------------------------------------------------------------- lists

    synchronized int push(String key, List<String> values, boolean first) throws CommandException {
        Deque<String> list = list(live(key));
        if (list == null) {
            list = new ArrayDeque<>();
            put(key, list, null);
        }
        for (String value : values) {
            if (first) {
                list.addFirst(value);
            } else {
                list.addLast(value);
            }
        }
        return list.size();
    }

    synchronized @Nullable String pop(String key, boolean first) throws CommandException {
        Deque<String> list = list(live(key));
        if (list == null) {
            return null;
        }
        String popped = first ? list.pollFirst() : list.pollLast();
        if (list.isEmpty()) {
            entries.remove(key);
        }
        return popped;
    }

    synchronized int length(String key) throws CommandException {
        Deque<String> list = list(live(key));
        return list == null ? 0 : list.size();
    }

    /** Returns a part of a list; negative indexes count from its end. */
    synchronized List<String> range(String key, long from, long to) throws CommandException {
        Deque<String> list = list(live(key));
        if (list == null) {
            return List.of();
        }
        long start = Math.max(0, from < 0 ? from + list.size() : from);
        long end = Math.min(list.size() - 1L, to < 0 ? to + list.size() : to);
        if (start > end) {
            return List.of();
        }
        return list.stream().skip(start).limit(end - start + 1).toList();
    }

    // ---------------------------------------------------------------- keys

    synchronized int delete(List<String> keys) {
        int count = 0;
        for (String key : keys) {
            count += live(key) != null ? 1 : 0;
            entries.remove(key);
        }
        return count;
    }

    synchronized int count(List<String> keys) {
        return (int) keys.stream().filter(key -> live(key) != null).count();
    }

    synchronized boolean expire(String key, Moment end) {
        Entry entry = live(key);
        if (entry == null) {
            return false;
        }
        put(key, entry.value, end);
        return true;
    }

    synchronized boolean persist(String key) {
        Entry entry = live(key);
        if (entry == null || entry.end == null) {
            return false;
        }
        put(key, entry.value, null);
        return true;
    }

    /** Returns how many milliseconds a key has left: -1 if it has no end, -2 if it is not there. */
    synchronized long timeLeft(String key) {
        Entry entry = live(key);
        if (entry == null) {
            return -2;
        }
        return entry.end == null ? -1 : Moment.now().until(entry.end).toMillis();
    }

    synchronized int size() {
        return entries.size();
    }

    synchronized void clear() {
        entries.clear();
        dues.clear();
    }

    // ---------------------------------------------------------------- the end of keys

    /** Removes what is over. Returns when to come again; {@code null} if nothing has an end. */
    synchronized @Nullable Moment expireAll() {
        Moment now = Moment.now();
        Due due = dues.peek();
        while (due != null && due.end.compareTo(now) <= 0) {
            dues.remove();
            live(due.key);
            due = dues.peek();
        }
        return due == null ? null : due.end;
    }

    private void put(String key, Object value, @Nullable Moment end) {
        entries.put(key, new Entry(value, end));
        if (end != null) {
            dues.add(new Due(end, key));
        }
    }

    private @Nullable Entry live(String key) {
        Entry entry = entries.get(key);
        if (entry == null || entry.end == null || entry.end.compareTo(Moment.now()) > 0) {
            return entry;
        }
        entries.remove(key);
        return null;
    }

    private static @Nullable String string(@Nullable Entry entry) throws CommandException {
        if (entry == null) {
            return null;
        }
        if (entry.value instanceof String text) {
            return text;
        }
        throw CommandException.wrongType();
    }

    @SuppressWarnings("unchecked") // what is no text is a list of texts
    private static @Nullable Deque<String> list(@Nullable Entry entry) throws CommandException {
        if (entry == null) {
            return null;
        }
        if (entry.value instanceof Deque<?> list) {
            return (Deque<String>) list;
        }
        throw CommandException.wrongType();
    }

    @Override
    public synchronized String toString() {
        return "Keyspace" + new ArrayList<>(Objects.requireNonNull(entries.keySet()));
    }
}
