/** The parts of a {@link dev.pollux.runtime.RuntimeDump}. */
@NullMarked
package dev.pollux.runtime.dump;

import org.jspecify.annotations.NullMarked;
