package dev.pollux.future;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds what others may wait for among the variables of a suspended block, and one level into arrays and plain collections. */
final class HeldValues {

    /** To iterate over these takes no lock and calls nothing foreign. Of others that is not known: the monitor of a Vector may be taken. */
    private static final Set<Class<?>> SAFE = Set.of(
            ArrayList.class,
            LinkedList.class,
            ArrayDeque.class,
            PriorityQueue.class,
            HashSet.class,
            LinkedHashSet.class,
            TreeSet.class,
            HashMap.class,
            LinkedHashMap.class,
            TreeMap.class,
            ConcurrentHashMap.class,
            ConcurrentLinkedQueue.class,
            CopyOnWriteArrayList.class,
            Arrays.asList().getClass(),
            List.of(1).getClass(),
            List.of(1, 2, 3).getClass(),
            Map.of(1, 1).getClass(),
            Map.of(1, 1, 2, 2).getClass());

    /** A dump looks at a million blocks, so a large collection in each must not make it slow; nor one that grows meanwhile endless. */
    private static final int MAX_ELEMENTS = 1_000;

    private HeldValues() {}

    static void among(AsyncFrame<?> frame, Consumer<Holding> found) {
        for (Object value : frame.values()) {
            if (value instanceof Holding holding) {
                found.accept(holding);
            } else if (value != null) {
                lookInto(value, found);
            }
        }
    }

    private static void lookInto(Object value, Consumer<Holding> found) {
        if (value instanceof Object[] array) {
            lookAt(Arrays.asList(array), found);
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(held -> lookAt(List.of(held), found));
        } else if (SAFE.contains(value.getClass())) {
            lookAt(value instanceof Map<?, ?> map ? map.values() : (Collection<?>) value, found);
        }
    }

    private static void lookAt(Iterable<?> elements, Consumer<Holding> found) {
        int seen = 0;
        try {
            for (@Nullable Object element : elements) {
                if (element instanceof Holding holding) {
                    found.accept(holding);
                }
                if (++seen == MAX_ELEMENTS) {
                    return;
                }
            }
        } catch (RuntimeException e) { // it was changed meanwhile: what was seen so far is better than nothing
            return;
        }
    }
}
