package dev.pollux.fs;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to open a file. Nothing is allowed unless it is asked for. May be used again, by one thread at a time.
 *
 * <pre>{@code
 * var log = new OpenOptions().create().append().mode("rw-r-----").open(path).await();
 * }</pre>
 *
 * @origin tokio::fs::OpenOptions (1.53). Differs: appending to a file and reading it takes two handles, as in the JDK.
 */
public final class OpenOptions {

    private final Set<OpenOption> options = new LinkedHashSet<>();
    private @Nullable String mode;
    private int maxBuffer = FileState.DEFAULT_MAX_BUFFER;

    /** Creates options that allow nothing. */
    public OpenOptions() {}

    /**
     * Allows to read.
     *
     * @return this
     */
    public OpenOptions read() {
        return option(StandardOpenOption.READ);
    }

    /**
     * Allows to write, over what is there.
     *
     * @return this
     */
    public OpenOptions write() {
        return option(StandardOpenOption.WRITE);
    }

    /**
     * Allows to write, each time at the end.
     *
     * @return this
     */
    public OpenOptions append() {
        return option(StandardOpenOption.APPEND);
    }

    /**
     * Empties a file that exists; needs {@link #write}.
     *
     * @return this
     */
    public OpenOptions truncate() {
        return option(StandardOpenOption.TRUNCATE_EXISTING);
    }

    /**
     * Makes the file if it does not exist; needs {@link #write} or {@link #append}.
     *
     * @return this
     */
    public OpenOptions create() {
        return option(StandardOpenOption.CREATE);
    }

    /**
     * Makes the file, and fails if it exists; needs {@link #write} or {@link #append}.
     *
     * @return this
     */
    public OpenOptions createNew() {
        return option(StandardOpenOption.CREATE_NEW);
    }

    /**
     * Adds another option of the JDK, such as {@link StandardOpenOption#DSYNC} or {@link java.nio.file.LinkOption#NOFOLLOW_LINKS}.
     *
     * @param option which
     * @return this
     */
    public OpenOptions option(OpenOption option) {
        options.add(Objects.requireNonNull(option, "option"));
        return this;
    }

    /**
     * Sets the permissions of a file that is made, less those which the process masks out.
     *
     * @param permissions as {@code ls} shows them, for example {@code rw-r-----}
     * @return this
     * @throws IllegalArgumentException if this is not how permissions are written
     */
    public OpenOptions mode(String permissions) {
        PosixFilePermissions.fromString(permissions);
        mode = permissions;
        return this;
    }

    /**
     * Sets how many bytes one read or write hands over to the pool at most. Larger ones move a part.
     *
     * @param bytes the size; 2 MiB unless set
     * @return this
     * @throws IllegalArgumentException if the size is not positive
     */
    public OpenOptions maxBufferSize(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a buffer of " + bytes + " bytes moves nothing; give a positive size");
        }
        maxBuffer = bytes;
        return this;
    }

    /**
     * Opens a file.
     *
     * @param path which
     * @return a future of the file. It fails with an {@link java.io.IOException} if the file cannot be opened, and with an {@link
     *     IllegalArgumentException} if the options contradict each other
     * @throws IllegalArgumentException if neither reading nor writing is allowed, or a file is to be made or emptied but not written
     * @cancel Safe: a file that was opened for nobody is closed again. It may have been made or emptied.
     * @cost One job of the blocking pool.
     */
    @CancelSafe
    public Future<AsyncFile> open(Path path) {
        Objects.requireNonNull(path, "path");
        requireSense();
        return AsyncFile.open(path, Set.copyOf(options), attributes(), maxBuffer);
    }

    private FileAttribute<?>[] attributes() {
        return mode == null
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))};
    }

    private void requireSense() {
        boolean writes = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
        if (!writes && !options.contains(StandardOpenOption.READ)) {
            throw new IllegalArgumentException(
                    "a file that is neither read nor written: call read(), write() or append()");
        }
        if (!writes && options.size() > 1 && changes()) {
            throw new IllegalArgumentException(this + ": to make or empty a file, call write() or append(), too");
        }
    }

    private boolean changes() {
        return options.contains(StandardOpenOption.CREATE)
                || options.contains(StandardOpenOption.CREATE_NEW)
                || options.contains(StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public String toString() {
        return "OpenOptions" + options + (mode == null ? "" : " " + mode);
    }
}
