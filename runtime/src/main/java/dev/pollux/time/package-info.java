/** Sleeping, time limits and intervals, on the clock and the timers of the current runtime. */
@NullMarked
package dev.pollux.time;

import org.jspecify.annotations.NullMarked;
