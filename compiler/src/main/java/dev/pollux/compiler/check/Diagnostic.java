package dev.pollux.compiler.check;

import com.sun.source.util.TreePath;

/**
 * One complaint.
 *
 * @param code which one
 * @param message the whole text, as {@link Code#message} makes it
 * @param at the tree to point at
 */
public record Diagnostic(Code code, String message, TreePath at) {}
