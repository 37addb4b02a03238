package dev.pollux.fs;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.BlockingOperation;
import dev.pollux.stream.GuardedStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is in directories, read a batch at a time. */
final class EntryStream extends GuardedStream<DirectoryEntry> {

    private final String name;
    private final EntrySource.Opening opening;
    private final ArrayDeque<DirectoryEntry> entries = new ArrayDeque<>();
    private @Nullable EntrySource source; // null before it was opened, and at the end
    private @Nullable IOException failure; // told after the entries before it
    private @Nullable BlockingOperation<EntrySource.Batch> job;
    private boolean over;

    EntryStream(String name, EntrySource.Opening opening) {
        this.name = name;
        this.opening = opening;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        while (true) {
            DirectoryEntry next = entries.poll();
            if (next != null) {
                return next;
            }
            tellFailure();
            if (over) {
                return null;
            }
            if (!fetch(cx)) {
                return Poll.PENDING;
            }
        }
    }

    private void tellFailure() throws IOException {
        IOException told = failure;
        failure = null;
        if (told != null) {
            throw told;
        }
    }

    private boolean fetch(Context cx) throws Exception {
        BlockingOperation<EntrySource.Batch> polled = job == null ? nextJob() : job;
        job = null;
        over = true; // should it fail
        Object raw = polled.pollRaw(cx);
        over = false;
        if (raw == Poll.PENDING) {
            job = polled;
            return false;
        }
        EntrySource.Batch batch = (EntrySource.Batch) Objects.requireNonNull(raw);
        entries.addAll(batch.entries());
        failure = batch.failure();
        source = batch.rest();
        over = source == null;
        return true;
    }

    private BlockingOperation<EntrySource.Batch> nextJob() {
        EntrySource open = source;
        return new BlockingOperation<>(
                name, () -> (open == null ? opening.open() : open).next(), EntrySource.Batch::close);
    }

    @Override
    protected @Nullable Throwable release() {
        entries.clear();
        EntrySource open = source;
        source = null;
        if (open != null) {
            open.close();
        }
        BlockingOperation<EntrySource.Batch> dropped = job;
        job = null;
        return dropped == null ? null : Failures.ofDropping(dropped);
    }

    @Override
    protected List<? extends Future<?>> children() {
        BlockingOperation<EntrySource.Batch> seen = job;
        return seen == null ? List.of() : List.of(seen);
    }

    @Override
    public String toString() {
        return name;
    }
}
