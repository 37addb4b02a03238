/**
 * The future contract: lazy computations that are polled, and the combinators that need no runtime.
 *
 * <p>A {@link dev.pollux.future.Future} does nothing until it is polled. Whoever polls it, an executor, hands in a {@link
 * dev.pollux.future.Context} whose {@link dev.pollux.future.Waker} the future calls once another poll is worth while.
 * Nothing here knows an executor, a clock or a thread pool: bring your own, or take {@code pollux-runtime}.
 */
@NullMarked
package dev.pollux.future;

import org.jspecify.annotations.NullMarked;
