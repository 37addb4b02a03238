/**
 * Streams: values that come one after the other, each of them waited for; and sinks, where such values go.
 *
 * <p>Everything here works on any executor.
 */
@NullMarked
package dev.pollux.stream;

import org.jspecify.annotations.NullMarked;
