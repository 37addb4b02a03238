/**
 * Turns the bytecode of async blocks into state machines.
 *
 * <p>{@link dev.pollux.compiler.weave.Weaver} is a function from class file to class files. It loads no class, asks nothing of
 * the class path, and knows nothing of javac.
 */
@NullMarked
package dev.pollux.compiler.weave;

import org.jspecify.annotations.NullMarked;
