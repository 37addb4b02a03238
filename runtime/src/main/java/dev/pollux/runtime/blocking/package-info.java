/** Threads for code that blocks. */
@NullMarked
package dev.pollux.runtime.blocking;

import org.jspecify.annotations.NullMarked;
