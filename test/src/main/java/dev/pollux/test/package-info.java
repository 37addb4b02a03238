/**
 * Test support: futures polled by hand, without threads and clocks.
 *
 * <p>Works with any test framework; what goes wrong is an {@link java.lang.AssertionError}.
 */
@NullMarked
package dev.pollux.test;

import org.jspecify.annotations.NullMarked;
