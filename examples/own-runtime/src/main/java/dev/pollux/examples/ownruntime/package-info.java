/**
 * Bring your own runtime: the same async blocks on an executor service and on the Swing event thread.
 *
 * <p>Only {@code pollux-core} is on the class path.
 */
@NullMarked
package dev.pollux.examples.ownruntime;

import org.jspecify.annotations.NullMarked;
