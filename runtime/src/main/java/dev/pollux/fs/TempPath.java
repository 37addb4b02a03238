package dev.pollux.fs;

import dev.pollux.future.AsyncCloseable;
import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import dev.pollux.runtime.io.BlockingOperation;
import dev.pollux.runtime.spi.RuntimeContext;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A file or a directory for a while: deleted, with all that is in it, when this is closed.
 *
 * @see AsyncFiles#createTempFile
 * @see AsyncFiles#createTempDirectory
 */
public final class TempPath implements Closeable, AsyncCloseable {

    private final Path path;
    private final AtomicBoolean done = new AtomicBoolean();

    TempPath(Path path) {
        this.path = path;
    }

    /**
     * Returns where it is.
     *
     * @return the path
     */
    public Path path() {
        return path;
    }

    /**
     * Lets it be: closing deletes nothing any more.
     *
     * @return the path
     */
    public Path keep() {
        done.set(true);
        return path;
    }

    /**
     * Deletes it. For {@code using}, and for those who want to know whether that went well.
     *
     * @return a future that is ready when it is gone
     * @cancel Safe, but it may be deleted or not, and is not deleted again.
     * @cost One job of the blocking pool.
     */
    @Override
    @CancelSafe
    public Future<@Nullable Void> closeAsync() {
        return new BlockingOperation<>("delete " + path, () -> {
            delete();
            return null;
        });
    }

    /** Deletes it, on the blocking pool and without waiting; outside of a runtime, on the calling thread. Failures are ignored. */
    @Override
    public void close() {
        RuntimeContext runtime = RuntimeContext.currentOrNull();
        if (runtime == null) {
            deleteQuietly();
        } else {
            runtime.spawnBlocking(this::deleteQuietly).drop();
        }
    }

    private @Nullable Void deleteQuietly() {
        try {
            delete();
        } catch (IOException e) {
            return null; // closeAsync is for those who want to know
        }
        return null;
    }

    private void delete() throws IOException {
        if (done.compareAndSet(false, true) && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Deletion.ofTree(path);
        }
    }

    @Override
    public String toString() {
        return "TempPath[" + path + "]";
    }
}
