/**
 * The seams of the runtime: what a simulator or a native driver replaces.
 *
 * <p>Applications do not need this package. Everything above it (scheduler, sockets, timers) reaches the machine only through
 * these interfaces, so a runtime whose every input is one of them can be replayed.
 */
@NullMarked
package dev.pollux.runtime.spi;

import org.jspecify.annotations.NullMarked;
