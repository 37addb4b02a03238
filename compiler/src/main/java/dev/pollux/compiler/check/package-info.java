/**
 * The checks on source: what would compile as Java but not do what it says.
 *
 * <p>{@link dev.pollux.compiler.check.SourceChecks} is the way in. A {@link dev.pollux.compiler.check.SourceScan} finds the
 * spots worth a look (awaits, lambdas, method references, dropped values) and shows each to every {@link
 * dev.pollux.compiler.check.Check}.
 */
package dev.pollux.compiler.check;
