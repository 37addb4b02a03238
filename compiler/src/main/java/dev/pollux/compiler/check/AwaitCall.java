package dev.pollux.compiler.check;

import com.sun.source.util.TreePath;

/**
 * A call of {@code await()} on a future, with what stands around it.
 *
 * @param path the call
 * @param surroundings the code that would wait
 */
record AwaitCall(TreePath path, Surroundings surroundings) {

    /** Where messages point: the dot before {@code await}, as javac does for the names of methods. */
    TreePath name() {
        return Diagnostic.nameOf(path);
    }
}
