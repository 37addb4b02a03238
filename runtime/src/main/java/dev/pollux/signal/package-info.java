/**
 * Signals of the operating system as values: {@link dev.pollux.signal.Signals}.
 */
@NullMarked
package dev.pollux.signal;

import org.jspecify.annotations.NullMarked;
