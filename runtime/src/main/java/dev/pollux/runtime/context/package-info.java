/** What a task carries along: its name, task locals and deadline, for everything that runs inside it. */
@NullMarked
package dev.pollux.runtime.context;

import org.jspecify.annotations.NullMarked;
