/**
 * Other processes, and the standard streams of this one.
 *
 * <p>{@link dev.pollux.process.Command} starts a {@link dev.pollux.process.ChildProcess}; {@link dev.pollux.process.Stdio} has the standard
 * streams. Waiting for an exit holds no thread of the runtime. A pipe that is waited for holds a daemon thread of its own, because
 * Java cannot select on pipes of processes: never one of a runtime, so neither its pool nor its end waits for a pipe.
 */
@NullMarked
package dev.pollux.process;

import org.jspecify.annotations.NullMarked;
