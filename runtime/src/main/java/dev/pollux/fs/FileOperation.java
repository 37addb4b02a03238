package dev.pollux.fs;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A job on an open file that stands in line with reads and writes. */
final class FileOperation<T extends @Nullable Object> extends LeafFuture<T> {

    private final String name;
    private final FileState file;
    private final boolean tellsWrites;
    private final FileJob.Action action;
    private @Nullable FileJob job; // null until it is in flight

    FileOperation(String name, FileState file, boolean tellsWrites, FileJob.Action action) {
        this.name = name;
        this.file = file;
        this.tellsWrites = tellsWrites;
        this.action = action;
    }

    @Override
    protected @Nullable Object advance(Context cx) throws IOException {
        if (job == null) {
            job = file.pollStart(this, cx, tellsWrites, action);
        }
        return job == null || !file.pollEnd(cx) ? Poll.PENDING : job.value();
    }

    @Override
    protected void release() {
        file.release(this);
    }

    @Override
    public String toString() {
        return name + " " + file;
    }
}
