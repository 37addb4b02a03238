package dev.pollux.compiler.fuzz;

import dev.pollux.compiler.kit.Env.Script;
import java.util.ArrayList;
import java.util.List;

/** The schedules under which a method must do the same as its blocking twin. */
final class Schedules {

    private static final int RANDOM_MASKS = 6;
    private static final int MAX_AWAITS_TRIED = 40;

    private Schedules() {}

    /**
     * Chooses schedules.
     *
     * @param awaits how many awaits there are if all are ready
     * @param drops whether the method is comparable when dropped
     */
    static List<Script> of(int awaits, boolean drops, Dice dice) {
        List<Script> scripts = new ArrayList<>();
        scripts.add(new Script("all ready", 0, -1, -1));
        scripts.add(new Script("all pending", -1, -1, -1));
        for (int i = 0; i < RANDOM_MASKS; i++) {
            scripts.add(new Script("some pending", dice.bits(), -1, -1));
        }
        for (int await : tried(awaits, dice)) {
            scripts.add(new Script("fails at once", 0, await, -1));
            scripts.add(new Script("fails after pending", -1, await, -1));
            scripts.add(new Script("fails, some pending", dice.bits(), await, -1));
            if (drops) {
                scripts.add(new Script("dropped", 0, -1, await));
                scripts.add(new Script("dropped, earlier ones pend", earlier(await), -1, await));
            }
        }
        return scripts;
    }

    /** All of them, or as many of them at random. */
    private static List<Integer> tried(int awaits, Dice dice) {
        List<Integer> tried = new ArrayList<>();
        for (int i = 0; i < Math.min(awaits, MAX_AWAITS_TRIED); i++) {
            tried.add(awaits <= MAX_AWAITS_TRIED ? i : dice.below(awaits));
        }
        return tried;
    }

    /** Later ones must be ready: one that pends while the block is dropped differs from its twin by design. */
    private static long earlier(int await) {
        return (1L << Math.min(await, 62)) - 1;
    }
}
