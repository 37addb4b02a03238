/** The hierarchical timer wheel. */
@NullMarked
package dev.pollux.runtime.time;

import org.jspecify.annotations.NullMarked;
