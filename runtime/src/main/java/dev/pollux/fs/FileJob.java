package dev.pollux.fs;

import dev.pollux.runtime.spi.DriverClosedException;
import dev.pollux.task.BlockingJob;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One thing that the pool does to a file. While it is in flight, the buffers of the file are its own. */
final class FileJob implements BlockingJob<@Nullable Void> {

    /** What it does. */
    @FunctionalInterface
    interface Action {

        @Nullable Object on(FileState file) throws IOException;
    }

    private final FileState file;
    private final boolean writes;
    private final Action action;
    private @Nullable Object value; // written by the pool before the handle is ready, read after
    private @Nullable Throwable failure;

    /**
     * Makes a job.
     *
     * @param writes the file must not be closed under it
     */
    FileJob(FileState file, boolean writes, Action action) {
        this.file = file;
        this.writes = writes;
        this.action = action;
        if (writes) {
            file.keepOpen();
        }
    }

    @Override
    public @Nullable Void call() {
        try {
            value = action.on(file);
        } catch (IOException e) {
            failure = file.naming(e);
        } catch (Throwable t) { // carried to whoever asks for the value
            failure = t;
        } finally {
            drop();
        }
        return null;
    }

    /** The job is over, or will never run. */
    @Override
    public void drop() {
        if (writes) {
            file.letClose();
        }
    }

    /** Notes that the pool did not take the job. */
    void refused(CancellationException e) {
        failure = new DriverClosedException("file", e);
    }

    /** Returns the value of a job that has ended, or throws its failure. */
    @Nullable Object value() throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException defect) {
            throw defect;
        }
        return value;
    }
}
