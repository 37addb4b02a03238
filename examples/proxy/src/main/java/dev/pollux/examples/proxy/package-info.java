/**
 * A TCP proxy: what limits, timeouts and an end in good order look like as ordinary code.
 *
 * <p>Begin with {@link dev.pollux.examples.proxy.Proxy}, which accepts, and {@link dev.pollux.examples.proxy.Relay}, which copies.
 */
@NullMarked
package dev.pollux.examples.proxy;

import org.jspecify.annotations.NullMarked;
