package dev.pollux.fs;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An open directory, or tree of them, read by blocking calls. */
final class EntrySource {

    /** How many entries one job reads. */
    static final int BATCH = 32;

    /** Opens a source; may block. */
    @FunctionalInterface
    interface Opening {

        EntrySource open() throws IOException;
    }

    /**
     * What one job read.
     *
     * @param failure why there are no more, for now
     * @param rest where to go on; {@code null} at the end
     */
    record Batch(
            List<DirectoryEntry> entries,
            @Nullable IOException failure,
            @Nullable EntrySource rest) {

        void close() {
            if (rest != null) {
                rest.close();
            }
        }
    }

    private final Iterator<Path> paths;
    private final Closeable closing;
    private final AtomicInteger uses = new AtomicInteger(1); // the owner, and a job; whoever leaves last closes
    private final AtomicBoolean closed = new AtomicBoolean();

    private EntrySource(Iterator<Path> paths, Closeable closing) {
        this.paths = paths;
        this.closing = closing;
    }

    @SuppressWarnings("StreamResourceLeak") // close() closes it
    static EntrySource ofDirectory(Path directory) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
        return new EntrySource(stream.iterator(), stream);
    }

    @SuppressWarnings("StreamResourceLeak") // close() closes it
    static EntrySource ofTree(Path root, int maxDepth) throws IOException {
        Stream<Path> stream = Files.walk(root, maxDepth);
        return new EntrySource(stream.iterator(), stream::close);
    }

    Batch next() {
        if (uses.getAndUpdate(before -> before == 0 ? 0 : before + 1) == 0) {
            return new Batch(List.of(), null, null);
        }
        try {
            return read();
        } finally {
            leave();
        }
    }

    private Batch read() {
        List<DirectoryEntry> entries = new ArrayList<>(BATCH);
        IOException failure = null;
        try {
            while (entries.size() < BATCH && paths.hasNext()) {
                addUnlessGone(paths.next(), entries);
            }
        } catch (DirectoryIteratorException e) {
            failure = e.getCause();
        } catch (UncheckedIOException e) {
            failure = e.getCause();
        } catch (IOException e) {
            failure = e;
        }
        if (failure == null && entries.size() == BATCH) {
            return new Batch(entries, null, this);
        }
        close();
        return new Batch(entries, failure, null);
    }

    private static void addUnlessGone(Path path, List<DirectoryEntry> entries) throws IOException {
        try {
            entries.add(new DirectoryEntry(
                    path, Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException e) {
            return; // deleted since the directory was read
        }
    }

    /** Closes this, after the job that reads it. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            leave();
        }
    }

    private void leave() {
        if (uses.decrementAndGet() > 0) {
            return;
        }
        try {
            closing.close();
        } catch (IOException e) {
            return; // nothing was written, and the descriptor is gone all the same
        }
    }
}
