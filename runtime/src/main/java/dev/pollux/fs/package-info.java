/**
 * Files and directories, without blocking a worker.
 *
 * <p>Operating systems read files by calls that block. {@link dev.pollux.fs.AsyncFiles} and {@link dev.pollux.fs.AsyncFile} make these
 * calls on the runtime's blocking pool, as few and as large ones as possible.
 */
@NullMarked
package dev.pollux.fs;

import org.jspecify.annotations.NullMarked;
