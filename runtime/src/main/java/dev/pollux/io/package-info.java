/**
 * Streams of bytes that are read and written without blocking a thread.
 *
 * <p>{@link dev.pollux.io.AsyncRead} and {@link dev.pollux.io.AsyncWrite} are what sockets, and whatever wraps them, have in
 * common. One task at a time reads a stream and one at a time writes it; the two directions do not disturb each other.
 */
@NullMarked
package dev.pollux.io;

import org.jspecify.annotations.NullMarked;
