/** Tasks as their users see them: handles, ids, and the ways in which they end. */
@NullMarked
package dev.pollux.task;

import org.jspecify.annotations.NullMarked;
