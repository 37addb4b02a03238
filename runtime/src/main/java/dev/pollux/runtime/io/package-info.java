/**
 * The I/O driver on {@code java.nio}: one selector, and a readiness word per socket and direction.
 *
 * <p>Hidden. Everything above it sees {@link dev.pollux.runtime.spi.IoDriver} alone.
 */
@NullMarked
package dev.pollux.runtime.io;

import org.jspecify.annotations.NullMarked;
