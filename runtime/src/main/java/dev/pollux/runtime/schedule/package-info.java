/** Where tasks run: the queue, the workers, and the wait for sockets and timers. */
@NullMarked
package dev.pollux.runtime.schedule;

import org.jspecify.annotations.NullMarked;
