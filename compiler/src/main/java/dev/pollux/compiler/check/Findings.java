package dev.pollux.compiler.check;

import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Set;

/**
 * What the checks know about a class after they have looked at it.
 *
 * @param diagnostics the complaints, in the order of the source
 * @param receivers internal names of classes on whose values {@code await()} is called, as javac will write them
 * @param awaitsAndBlocks every await and every async lambda, in the order of the source; if there is none, there is nothing to
 *     weave
 */
public record Findings(List<Diagnostic> diagnostics, Set<String> receivers, List<TreePath> awaitsAndBlocks) {

    /**
     * Copies the collections.
     *
     * @param diagnostics the complaints
     * @param receivers the receivers of awaits
     * @param awaitsAndBlocks the awaits and async lambdas
     */
    public Findings {
        diagnostics = List.copyOf(diagnostics);
        receivers = Set.copyOf(receivers);
        awaitsAndBlocks = List.copyOf(awaitsAndBlocks);
    }
}
