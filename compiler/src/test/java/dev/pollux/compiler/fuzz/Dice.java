package dev.pollux.compiler.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Every choice of a generated method, by its seed. */
final class Dice {

    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int n) {
        return below(n) == 0;
    }

    long bits() {
        return random.nextLong();
    }

    <T> T pick(List<? extends T> choices) {
        return choices.get(below(choices.size()));
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return choices[below(choices.length)];
    }
}
