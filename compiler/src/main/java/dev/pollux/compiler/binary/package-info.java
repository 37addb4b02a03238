/**
 * Weaves class files that are already there: for compilers other than javac, as a command and as a Java agent.
 *
 * <p>{@link dev.pollux.compiler.binary.BinaryWeaver} adds to the weaver what javac does elsewhere: it finds out from class files
 * which types are futures, and reports each await that stays unwoven. {@link dev.pollux.compiler.binary.Main} runs it over
 * directories and jars, {@link dev.pollux.compiler.binary.Agent} over classes as they are loaded.
 */
@NullMarked
package dev.pollux.compiler.binary;

import org.jspecify.annotations.NullMarked;
