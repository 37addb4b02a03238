/**
 * TCP.
 *
 * <p>A socket belongs to the runtime on which it was opened, and is closed with it. Its operations may be awaited anywhere, by one
 * reader and one writer at a time.
 */
@NullMarked
package dev.pollux.net;

import org.jspecify.annotations.NullMarked;
