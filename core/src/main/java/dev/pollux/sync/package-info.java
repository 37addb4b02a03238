/**
 * Channels, locks and what else tasks use to meet.
 *
 * <p>Everything here works on any executor.
 */
@NullMarked
package dev.pollux.sync;

import org.jspecify.annotations.NullMarked;
