/**
 * A Redis server in small: what its protocol, its limits and its end look like as ordinary code.
 *
 * <p>Begin with {@link dev.pollux.examples.miniredis.MiniRedis}, which accepts, and {@link dev.pollux.examples.miniredis.Session}, which
 * serves one client.
 */
@NullMarked
package dev.pollux.examples.miniredis;

import org.jspecify.annotations.NullMarked;
