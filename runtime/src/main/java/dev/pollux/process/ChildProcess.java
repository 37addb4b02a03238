package dev.pollux.process;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.LosesData;
import dev.pollux.io.AsyncRead;
import dev.pollux.io.AsyncWrite;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A process that was started by a {@link Command}.
 *
 * <p>{@link #close} it, best by try-with-resources: that closes the pipes, and kills the process if the command says so. A process that
 * has ended is taken off the system's list by the JDK, whether anybody waits for it or not. A process may be waited for in another
 * runtime than the one that started it.
 *
 * @origin tokio::process::Child (1.53). Differs: {@code wait} is {@link #exited}, and {@code close} takes the place of a drop.
 */
public final class ChildProcess implements Closeable {

    private final String name;
    private final Process process;
    private final boolean killOnDrop;
    private final @Nullable PipeWriter stdin;
    private final @Nullable PipeReader stdout;
    private final @Nullable PipeReader stderr;

    ChildProcess(String name, Process process, Command.Plan plan) {
        this.name = name + " (" + process.pid() + ")";
        this.process = process;
        this.killOnDrop = plan.killOnDrop();
        this.stdin = plan.pipesIn() ? new PipeWriter("stdin of " + this.name, process.getOutputStream(), true) : null;
        this.stdout = plan.pipesOut() ? new PipeReader("stdout of " + this.name, process.getInputStream(), true) : null;
        this.stderr = plan.pipesErr() ? new PipeReader("stderr of " + this.name, process.getErrorStream(), true) : null;
    }

    Process process() {
        return process;
    }

    /**
     * Returns the number of the process.
     *
     * @return its id; none once it has ended, because the system may give the id to another
     */
    public OptionalLong id() {
        return process.isAlive() ? OptionalLong.of(process.pid()) : OptionalLong.empty();
    }

    // ---------------------------------------------------------------- pipes

    /**
     * Returns what the process reads. A write is ready once its bytes are buffered; that nobody reads them any more fails the next
     * write, or the flush. Shutting it down tells the process that no more comes.
     *
     * @return writes to the process
     * @throws IllegalStateException if the command did not ask for a pipe
     */
    public AsyncWrite stdin() {
        return required(stdin, "stdin");
    }

    /**
     * Returns what the process writes. While a read waits for bytes, a daemon thread waits in the pipe.
     *
     * @return reads from the process
     * @throws IllegalStateException if the command did not ask for a pipe
     */
    public AsyncRead stdout() {
        return required(stdout, "stdout");
    }

    /**
     * Returns what the process complains of, as {@link #stdout}.
     *
     * @return reads from the process
     * @throws IllegalStateException if the command did not ask for a pipe
     */
    public AsyncRead stderr() {
        return required(stderr, "stderr");
    }

    private static <T> T required(@Nullable T pipe, String stream) {
        if (pipe == null) {
            throw new IllegalStateException(
                    "there is no pipe: call Command." + stream + "(Redirect.PIPE) before spawn()");
        }
        return pipe;
    }

    void closeStdin() {
        if (stdin != null) {
            stdin.close();
        }
    }

    // ---------------------------------------------------------------- the end

    /**
     * Waits until the process has ended. May be called again. Closes its {@link #stdin} first, so that a process that waits for more
     * input does not wait for ever.
     *
     * @return a future of how it ended
     * @cancel Safe: the process runs on.
     * @wakeup Once, when the process has ended.
     * @cost No thread of the runtime. The JDK has a thread with a small stack for each process.
     */
    @CancelSafe
    public Future<ExitStatus> exited() {
        return new Exited(this);
    }

    /**
     * Tells whether the process has ended, and how.
     *
     * @return how; empty if it runs
     */
    public Optional<ExitStatus> tryWait() {
        return process.isAlive() ? Optional.empty() : Optional.of(new ExitStatus(process.exitValue()));
    }

    /**
     * Reads both outputs to their ends, at once, and waits until the process has ended.
     *
     * @param limit the most bytes to accept from each
     * @return a future of the outputs; one that is no pipe is empty. It fails with a {@link dev.pollux.io.LimitExceededException} if
     *     there is more
     * @throws IllegalArgumentException if the limit is negative
     * @cancel Loses what was read so far. The process runs on.
     * @cost Two daemon threads while the process is silent, and memory for what it writes.
     */
    @LosesData
    public Future<Output> output(int limit) {
        return Futures.tryJoin(readAll(stdout, limit), readAll(stderr, limit), exited())
                .map(all -> new Output(all.third(), all.first(), all.second()));
    }

    private static Future<byte[]> readAll(@Nullable AsyncRead pipe, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("negative limit: " + limit);
        }
        return pipe == null ? Futures.ready(new byte[0]) : pipe.readToEnd(limit);
    }

    /** Asks the process to end: a TERM signal, which it may heed in its own time. */
    public void terminate() {
        process.destroy();
    }

    /** Kills the process, without waiting for its end. Harmless if it has ended. Its own children live on. */
    public void startKill() {
        process.destroyForcibly();
    }

    /**
     * Kills the process and waits for its end.
     *
     * @return a future of how it ended
     * @cancel Safe. Before the first poll, nothing is killed.
     */
    @CancelSafe
    public Future<ExitStatus> kill() {
        return Futures.lazy(() -> {
                    startKill();
                    return this;
                })
                .andThen(ChildProcess::exited);
    }

    /** Closes the pipes and, if the command says {@link Command#killOnDrop}, kills the process. Waits for nothing. */
    @Override
    public void close() {
        if (killOnDrop) {
            startKill();
        }
        closeStdin();
        closeQuietly(stdout);
        closeQuietly(stderr);
    }

    private static void closeQuietly(@Nullable PipeReader pipe) {
        if (pipe == null) {
            return;
        }
        try {
            pipe.close();
        } catch (IOException e) {
            return; // nobody reads from it any more
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
