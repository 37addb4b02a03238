/** The task: its state word, its cell, its waker, and the book of those alive. */
@NullMarked
package dev.pollux.runtime.task;

import org.jspecify.annotations.NullMarked;
