package dev.pollux.compiler.binary;

import dev.pollux.compiler.weave.Woven;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one class file.
 *
 * @param woven the new class files, or null if there was nothing to weave or it could not be woven
 * @param problems a message for each await that is not woven
 */
record Outcome(@Nullable Woven woven, List<String> problems) {

    static final Outcome NOTHING = new Outcome(null, List.of());
}
