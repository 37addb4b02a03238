/**
 * Runtimes: build one, run futures on it, shut it down.
 *
 * <p>Most programs call {@code Pollux.run} and never name a runtime. This package is for those that embed one, choose its
 * threads, or run several.
 */
@NullMarked
package dev.pollux.runtime;

import org.jspecify.annotations.NullMarked;
