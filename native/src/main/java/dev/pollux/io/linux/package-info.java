/**
 * Sockets of Linux without {@code java.nio}: raw descriptors, and an edge-triggered epoll that tells when they are ready.
 *
 * <p>There is nothing to call here. A runtime finds {@link dev.pollux.io.linux.EpollProvider} by itself.
 */
@NullMarked
package dev.pollux.io.linux;

import org.jspecify.annotations.NullMarked;
