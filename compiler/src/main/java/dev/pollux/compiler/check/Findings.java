package dev.pollux.compiler.check;

import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Set;

/**
 * What the checks know about a class after they have looked at it.
 *
 * @param diagnostics the complaints, in the order of the source
 * @param receivers internal names of classes on whose values {@code await()} is called, as javac will write them
 * @param placesToWeave every await, every async lambda and every task whose handle is thrown away, in the order of the source; if
 *     there is none, there is nothing to weave
 */
public record Findings(List<Diagnostic> diagnostics, Set<String> receivers, List<TreePath> placesToWeave) {

    /**
     * Copies the collections.
     *
     * @param diagnostics the complaints
     * @param receivers the receivers of awaits
     * @param placesToWeave the awaits, async lambdas and forgotten handles
     */
    public Findings {
        diagnostics = List.copyOf(diagnostics);
        receivers = Set.copyOf(receivers);
        placesToWeave = List.copyOf(placesToWeave);
    }
}
