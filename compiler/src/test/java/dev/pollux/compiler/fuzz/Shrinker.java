package dev.pollux.compiler.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes a method that mismatches smaller for as long as it still does. */
final class Shrinker {

    private static final int MAX_TRIALS = 1_000;

    private final UnaryOperator<Map<String, byte[]>> tampering;

    private int trials;

    /** Of a method that mismatches if this is done to its woven class. */
    Shrinker(UnaryOperator<Map<String, byte[]>> tampering) {
        this.tampering = tampering;
    }

    Mismatch shrink(Mismatch found) {
        Mismatch smallest = found;
        Optional<Mismatch> smaller = smaller(smallest);
        while (smaller.isPresent()) {
            smallest = smaller.get();
            smaller = smaller(smallest);
        }
        return smallest;
    }

    private Optional<Mismatch> smaller(Mismatch mismatch) {
        return Statement.smaller(mismatch.method().body())
                .takeWhile(body -> trials++ < MAX_TRIALS)
                .map(body -> retry(mismatch.method().withBody(body)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What javac rejects, for example because a declaration is gone, is no mismatch. */
    private Optional<Mismatch> retry(GeneratedMethod method) {
        try {
            return new Trial(List.of(method), tampering).run().stream().findFirst();
        } catch (ReflectiveOperationException | AssertionError | LinkageError e) {
            return Optional.empty();
        }
    }
}
