package dev.pollux.fs;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import dev.pollux.io.LimitExceededException;
import dev.pollux.runtime.io.BlockingOperation;
import dev.pollux.stream.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Files} does, as futures: each is one job of the runtime's blocking pool, begun by the first poll.
 *
 * <p>They fail with the {@link IOException} that {@code Files} throws. <strong>Dropped</strong> before a thread began, nothing is done;
 * dropped later, the system finishes what it began, and nobody is told. All of them are safe to cancel in that sense.
 *
 * @origin tokio::fs (1.53). Differs: names and failures are the JDK's; {@link #replace}, {@link #walk} and limits are added.
 */
public final class AsyncFiles {

    private AsyncFiles() {}

    // ---------------------------------------------------------------- contents

    /**
     * Reads a whole file.
     *
     * @param path which
     * @return a future of the bytes
     */
    @CancelSafe
    public static Future<byte[]> read(Path path) {
        return read(path, Integer.MAX_VALUE - 8); // the largest array
    }

    /**
     * Reads a whole file that must not be too large.
     *
     * @param path which
     * @param limit the most bytes to accept
     * @return a future of the bytes. It fails with a {@link LimitExceededException} if there are more
     * @throws IllegalArgumentException if the limit is negative
     */
    @CancelSafe
    public static Future<byte[]> read(Path path, int limit) {
        requireLimit(limit);
        return job("read " + path, () -> naming(path, () -> bytesOf(path, limit)));
    }

    /**
     * Reads a whole file as UTF-8.
     *
     * @param path which
     * @return a future of the text. It fails with a {@link java.nio.charset.CharacterCodingException} if that is not what the file is
     */
    @CancelSafe
    public static Future<String> readString(Path path) {
        return readString(path, Integer.MAX_VALUE - 8);
    }

    /**
     * Reads a whole file as UTF-8 that must not be too large.
     *
     * @param path which
     * @param limit the most bytes to accept
     * @return as for {@link #readString(Path)}. It fails with a {@link LimitExceededException} if there are more bytes
     * @throws IllegalArgumentException if the limit is negative
     */
    @CancelSafe
    public static Future<String> readString(Path path, int limit) {
        requireLimit(limit);
        return job(
                "read " + path,
                () -> StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(naming(path, () -> bytesOf(path, limit))))
                        .toString());
    }

    private static byte[] bytesOf(Path path, int limit) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return Transfers.readAll(channel, ByteBuffer.allocate(0), limit);
        }
    }

    /**
     * Makes a file with these contents, or replaces those it has. Others may see a part of them, and a part is what a full disk leaves;
     * see {@link #replace}.
     *
     * @param path which
     * @param bytes must not change before the future is ready
     * @return a future that is ready when all is written
     */
    @CancelSafe
    public static Future<@Nullable Void> write(Path path, byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        return action("write " + path, () -> naming(path, () -> Files.write(path, bytes)));
    }

    /**
     * Makes a file with this text in UTF-8, or replaces what it has.
     *
     * @param path which
     * @param text what
     * @return as for {@link #write}
     */
    @CancelSafe
    public static Future<@Nullable Void> writeString(Path path, String text) {
        Objects.requireNonNull(text, "text");
        return action("write " + path, () -> naming(path, () -> Files.writeString(path, text)));
    }

    /**
     * Replaces a file in one piece: whoever opens it sees the old contents or the new ones, and so it is after a power cut. Writes a
     * file beside it, waits until the device has that, and renames it. If that fails, say because the disk is full, the old file is as it
     * was, and there is none beside it. Permissions stay; a symbolic link stays one.
     *
     * @param path which; need not exist
     * @param bytes must not change before the future is ready
     * @return a future that is ready when the device has the new contents under the old name
     */
    @CancelSafe
    public static Future<@Nullable Void> replace(Path path, byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        return action(
                "replace " + path,
                () -> naming(path, () -> {
                    Replacement.write(path, bytes);
                    return null;
                }));
    }

    /**
     * Copies a file with its permissions, over one that may be there.
     *
     * @param source from where
     * @param target to where
     * @return a future of the number of bytes
     */
    @CancelSafe
    public static Future<Long> copy(Path source, Path target) {
        return job("copy " + source + " to " + target, () -> {
            naming(
                    target,
                    () -> Files.copy(
                            source, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES));
            return Files.size(target);
        });
    }

    // ---------------------------------------------------------------- names

    /**
     * Renames a file or directory, over a file that may be there.
     *
     * @param source the old name
     * @param target the new name
     * @param options as for {@link Files#move}; one that replaces what is there, if none is given
     * @return a future that is ready when that is done
     */
    @CancelSafe
    public static Future<@Nullable Void> move(Path source, Path target, CopyOption... options) {
        CopyOption[] chosen =
                options.length == 0 ? new CopyOption[] {StandardCopyOption.REPLACE_EXISTING} : options.clone();
        return action("move " + source + " to " + target, () -> Files.move(source, target, chosen));
    }

    /**
     * Gives a file a second name.
     *
     * @param link the new name
     * @param existing the name it has
     * @return a future that is ready when that is done
     */
    @CancelSafe
    public static Future<@Nullable Void> createLink(Path link, Path existing) {
        return action("link " + link, () -> Files.createLink(link, existing));
    }

    /**
     * Makes a symbolic link.
     *
     * @param link where
     * @param target where it leads; need not exist
     * @return a future that is ready when that is done
     */
    @CancelSafe
    public static Future<@Nullable Void> createSymbolicLink(Path link, Path target) {
        return action("link " + link, () -> Files.createSymbolicLink(link, target));
    }

    /**
     * Tells where a symbolic link leads.
     *
     * @param link which
     * @return a future of its target as it was written
     */
    @CancelSafe
    public static Future<Path> readSymbolicLink(Path link) {
        return job("read link " + link, () -> Files.readSymbolicLink(link));
    }

    /**
     * Finds the absolute path of a file that exists, without symbolic links and dots.
     *
     * @param path which
     * @return a future of that path
     */
    @CancelSafe
    public static Future<Path> toRealPath(Path path) {
        return job("real path of " + path, path::toRealPath);
    }

    // ---------------------------------------------------------------- what is known of a file

    /**
     * Tells the size, kind and times of a file.
     *
     * @param path which
     * @param options whether to look at a symbolic link itself
     * @return a future of the attributes; {@link PosixFileAttributes}, with owner and permissions, where there are such
     */
    @CancelSafe
    public static Future<BasicFileAttributes> metadata(Path path, LinkOption... options) {
        LinkOption[] chosen = options.clone();
        return job("metadata of " + path, () -> {
            try {
                return Files.readAttributes(path, PosixFileAttributes.class, chosen);
            } catch (UnsupportedOperationException e) { // not a system of that kind
                return Files.readAttributes(path, BasicFileAttributes.class, chosen);
            }
        });
    }

    /**
     * Tells the size of a file.
     *
     * @param path which
     * @return a future of its size in bytes
     */
    @CancelSafe
    public static Future<Long> size(Path path) {
        return job("size of " + path, () -> Files.size(path));
    }

    /**
     * Tells whether a file exists. Unlike {@link Files#exists} it does not take "unknown" for "no".
     *
     * @param path which
     * @param options whether to look at a symbolic link itself
     * @return a future of the answer. It fails with an {@link AccessDeniedException}, for example, if that cannot be known
     */
    @CancelSafe
    public static Future<Boolean> exists(Path path, LinkOption... options) {
        return test("exists " + path, path, options, attributes -> true);
    }

    /**
     * Tells whether a file exists and is a directory. Unlike {@link Files#isDirectory} it does not take "unknown" for "no".
     *
     * @param path which
     * @param options whether to look at a symbolic link itself
     * @return as for {@link #exists}
     */
    @CancelSafe
    public static Future<Boolean> isDirectory(Path path, LinkOption... options) {
        return test("is " + path + " a directory", path, options, BasicFileAttributes::isDirectory);
    }

    /**
     * Tells whether a file exists and is an ordinary one. Unlike {@link Files#isRegularFile} it does not take "unknown" for "no".
     *
     * @param path which
     * @param options whether to look at a symbolic link itself
     * @return as for {@link #exists}
     */
    @CancelSafe
    public static Future<Boolean> isRegularFile(Path path, LinkOption... options) {
        return test("is " + path + " a file", path, options, BasicFileAttributes::isRegularFile);
    }

    private static Future<Boolean> test(
            String name, Path path, LinkOption[] options, Predicate<BasicFileAttributes> question) {
        LinkOption[] chosen = options.clone();
        return job(name, () -> {
            try {
                return question.test(Files.readAttributes(path, BasicFileAttributes.class, chosen));
            } catch (NoSuchFileException e) {
                return false;
            }
        });
    }

    /**
     * Sets who may do what to a file.
     *
     * @param path which
     * @param permissions all there shall be
     * @return a future that is ready when that is done. It fails with an {@link UnsupportedOperationException} where there are none
     */
    @CancelSafe
    public static Future<@Nullable Void> setPermissions(Path path, Set<PosixFilePermission> permissions) {
        Set<PosixFilePermission> copy = Set.copyOf(permissions);
        return action("permissions of " + path, () -> Files.setPosixFilePermissions(path, copy));
    }

    // ---------------------------------------------------------------- directories

    /**
     * Makes a directory.
     *
     * @param path which
     * @param attributes as for {@link Files#createDirectory}
     * @return a future that is ready when it is there
     */
    @CancelSafe
    public static Future<@Nullable Void> createDirectory(Path path, FileAttribute<?>... attributes) {
        FileAttribute<?>[] chosen = attributes.clone();
        return action("create " + path, () -> Files.createDirectory(path, chosen));
    }

    /**
     * Makes a directory and those above it that are missing.
     *
     * @param path which; may exist
     * @param attributes as for {@link Files#createDirectories}
     * @return a future that is ready when they are there
     */
    @CancelSafe
    public static Future<@Nullable Void> createDirectories(Path path, FileAttribute<?>... attributes) {
        FileAttribute<?>[] chosen = attributes.clone();
        return action("create " + path, () -> Files.createDirectories(path, chosen));
    }

    /**
     * Lists a directory, in no order. Each job reads 32 entries with their attributes; those deleted meanwhile are left out.
     *
     * @param directory which
     * @return its entries. Dropped before its end, it closes the directory
     */
    public static Stream<DirectoryEntry> list(Path directory) {
        Objects.requireNonNull(directory, "directory");
        return new EntryStream("list " + directory, () -> EntrySource.ofDirectory(directory));
    }

    /**
     * Lists a tree, each directory before what is in it. Symbolic links are not followed. 32 entries per job, as {@link #list}.
     *
     * @param root the first entry
     * @return the entries. A directory that cannot be read fails it, and ends it
     */
    public static Stream<DirectoryEntry> walk(Path root) {
        return walk(root, Integer.MAX_VALUE);
    }

    /**
     * Lists a tree down to a depth, as {@link #walk(Path)}.
     *
     * @param root the first entry, of depth 0
     * @param maxDepth the greatest depth
     * @return the entries
     * @throws IllegalArgumentException if the depth is negative
     */
    public static Stream<DirectoryEntry> walk(Path root, int maxDepth) {
        Objects.requireNonNull(root, "root");
        if (maxDepth < 0) {
            throw new IllegalArgumentException("negative depth: " + maxDepth);
        }
        return new EntryStream("walk " + root, () -> EntrySource.ofTree(root, maxDepth));
    }

    // ---------------------------------------------------------------- deleting, and files for a while

    /**
     * Deletes a file, a symbolic link or an empty directory.
     *
     * @param path which
     * @return a future that is ready when it is gone. It fails with a {@link NoSuchFileException} if it was not there
     */
    @CancelSafe
    public static Future<@Nullable Void> delete(Path path) {
        return action("delete " + path, () -> Files.delete(path));
    }

    /**
     * Deletes a file, a symbolic link or an empty directory, if it is there.
     *
     * @param path which
     * @return a future of whether it was there
     */
    @CancelSafe
    public static Future<Boolean> deleteIfExists(Path path) {
        return job("delete " + path, () -> Files.deleteIfExists(path));
    }

    /**
     * Deletes a directory with all that is in it, or a file. Symbolic links are deleted, not followed.
     *
     * @param path which
     * @return a future that is ready when it is gone. It fails with a {@link NoSuchFileException} if it was not there; with another
     *     failure a part may be gone
     */
    @CancelSafe
    public static Future<@Nullable Void> deleteRecursively(Path path) {
        return action("delete " + path, () -> Deletion.ofTree(path));
    }

    /**
     * Makes an empty file that only this user may read, in the system's directory for such files.
     *
     * @param prefix the name begins with it
     * @param suffix the name ends with it
     * @return a future of the file. One made for nobody is deleted
     */
    @CancelSafe
    public static Future<TempPath> createTempFile(String prefix, String suffix) {
        return temporary(() -> Files.createTempFile(prefix, suffix));
    }

    /**
     * Makes an empty directory that only this user may enter, in the system's directory for such files.
     *
     * @param prefix the name begins with it
     * @return a future of the directory. One made for nobody is deleted
     */
    @CancelSafe
    public static Future<TempPath> createTempDirectory(String prefix) {
        return temporary(() -> Files.createTempDirectory(prefix));
    }

    private static Future<TempPath> temporary(Blocking<Path> making) {
        return new BlockingOperation<>("create a temporary file", () -> new TempPath(making.call()), TempPath::close);
    }

    // ---------------------------------------------------------------- jobs

    @FunctionalInterface
    private interface Blocking<T extends @Nullable Object> {

        T call() throws IOException;
    }

    @FunctionalInterface
    private interface Action {

        void run() throws IOException;
    }

    private static <T extends @Nullable Object> Future<T> job(String name, Blocking<T> call) {
        return new BlockingOperation<>(name, call::call);
    }

    private static <T extends @Nullable Object> T naming(Path path, Blocking<T> call) throws IOException {
        try {
            return call.call();
        } catch (IOException e) {
            throw FileFailure.naming(path.toString(), e);
        }
    }

    private static Future<@Nullable Void> action(String name, Action action) {
        return new BlockingOperation<>(name, () -> {
            action.run();
            return null;
        });
    }

    static void requireLimit(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("negative limit: " + limit);
        }
    }
}
