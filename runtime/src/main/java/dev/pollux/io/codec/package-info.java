/**
 * Cuts streams of bytes into frames, and puts frames into streams of bytes.
 *
 * <p>A {@link dev.pollux.io.codec.Decoder} and an {@link dev.pollux.io.codec.Encoder} know what a frame looks like; {@link
 * dev.pollux.io.codec.Framed} reads and writes. Every frame has a largest size, so a peer cannot fill the memory.
 */
@NullMarked
package dev.pollux.io.codec;

import org.jspecify.annotations.NullMarked;
