package dev.pollux.runtime;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** The runtimes of this JVM that were not shut down. A runtime that nobody has any more is forgotten. */
final class LiveRuntimes {

    private static final Set<RuntimeCore> ALL = Collections.newSetFromMap(new WeakHashMap<>());

    private LiveRuntimes() {}

    static void add(RuntimeCore core) {
        synchronized (ALL) {
            ALL.add(core);
        }
    }

    static void remove(RuntimeCore core) {
        synchronized (ALL) {
            ALL.remove(core);
        }
    }

    static List<RuntimeCore> all() {
        synchronized (ALL) {
            return List.copyOf(ALL);
        }
    }
}
