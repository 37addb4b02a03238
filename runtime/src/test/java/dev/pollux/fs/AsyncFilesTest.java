package dev.pollux.fs;

import static dev.pollux.Pollux.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.Pollux;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Waker;
import dev.pollux.io.LimitExceededException;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.stream.Stream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AsyncFilesTest {

    private static final Context CX = Context.of(Waker.noop());

    @TempDir
    Path directory;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static <T> T await(Future<T> future) throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            return runtime.blockOn(future);
        }
    }

    // ---------------------------------------------------------------- contents

    @Test
    @Behaviour({"t:fs-01", "t:fs_write-01"})
    void write_thenRead_returnsTheBytes() throws Exception {
        Path path = directory.resolve("a");
        run(() -> {
            AsyncFiles.writeString(path, "first, and longer").await();
            AsyncFiles.write(path, "bytes".getBytes(UTF_8)).await();
            assertThat(AsyncFiles.read(path).await()).asString(UTF_8).isEqualTo("bytes");
            assertThat(AsyncFiles.readString(path, 5).await()).isEqualTo("bytes");
        });
    }

    @Test
    @Behaviour({"t:fs_uring_read-03", "t:fs_uring_read-02"})
    void read_ofManyFilesAtOnce_smallAndLarge() throws Exception {
        List<Path> paths = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            paths.add(file("f" + i, "x".repeat(i * 10_000)));
        }
        run(() -> {
            List<Future<byte[]>> reads = new ArrayList<>();
            paths.forEach(path -> reads.add(AsyncFiles.read(path)));
            List<byte[]> all = Pollux.joinAll(reads).await();
            for (int i = 0; i < 20; i++) {
                assertThat(all.get(i)).hasSize(i * 10_000);
            }
        });
    }

    @Test
    @SuppressWarnings("pollux:unused-future") // there is none: making it fails
    void read_overTheLimit_fails() throws Exception {
        Path path = file("a", "12345");

        assertThatThrownBy(() -> await(AsyncFiles.read(path, 4))).isInstanceOf(LimitExceededException.class);
        assertThatThrownBy(() -> await(AsyncFiles.readString(path, 0))).isInstanceOf(LimitExceededException.class);
        assertThatThrownBy(() -> AsyncFiles.read(path, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void read_ofAFileThatTellsNoSize_returnsAll() throws Exception {
        assertThat(await(AsyncFiles.readString(Path.of("/proc/self/status")))).contains("Pid:");
    }

    @Test
    void readString_ofWhatIsNoText_fails() throws Exception {
        Path path = Files.write(directory.resolve("a"), new byte[] {(byte) 0xff});

        assertThatThrownBy(() -> await(AsyncFiles.readString(path))).isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void read_ofAMissingFileOrADirectory_fails() {
        assertThatThrownBy(() -> await(AsyncFiles.read(directory.resolve("none"))))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> await(AsyncFiles.read(directory))).isInstanceOf(IOException.class);
    }

    @Test
    void replace_keepsPermissionsAndLinksAndLeavesNothingBeside() throws Exception {
        Path path = file("a", "old");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("a"));

        await(AsyncFiles.replace(link, "new".getBytes(UTF_8)));
        await(AsyncFiles.replace(directory.resolve("b"), "fresh".getBytes(UTF_8)));

        assertThat(path).content().isEqualTo("new");
        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(link).isSymbolicLink();
        assertThat(directory.resolve("b")).content().isEqualTo("fresh");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("a", "b", "link");
    }

    @Test
    void replace_thatFails_leavesTheOldAndNothingBeside() throws Exception {
        Path full = Files.createDirectory(directory.resolve("d"));
        Files.createFile(full.resolve("x"));

        assertThatThrownBy(() -> await(AsyncFiles.replace(full, new byte[1]))).isInstanceOf(FileSystemException.class);

        assertThat(directory.toFile().list()).containsExactly("d");
    }

    @Test
    @Behaviour({"t:fs_copy-01", "t:fs_copy-02"})
    void copy_takesContentsAndPermissions() throws Exception {
        Path from = file("from", "contents");
        Files.setPosixFilePermissions(from, PosixFilePermissions.fromString("r--r--r--"));
        Path to = file("to", "old and long");

        assertThat(await(AsyncFiles.copy(from, to))).isEqualTo(8);

        assertThat(to).content().isEqualTo("contents");
        assertThat(Files.getPosixFilePermissions(to)).isEqualTo(PosixFilePermissions.fromString("r--r--r--"));
    }

    // ---------------------------------------------------------------- names

    @Test
    @Behaviour({"t:fs_rename-01", "t:fs_uring_rename-03", "t:fs_uring_rename-04"})
    void move_renamesAndReplaces() throws Exception {
        Path from = file("from", "new");
        Path to = file("to", "old");

        await(AsyncFiles.move(from, to));

        assertThat(from).doesNotExist();
        assertThat(to).content().isEqualTo("new");
    }

    @Test
    @Behaviour({"t:fs_uring_rename-02", "t:fs_uring_rename-05"})
    void move_ofManyAndOfDirectories() throws Exception {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        for (int i = 0; i < 10; i++) {
            Files.createFile(tree.resolve("f" + i));
        }
        run(() -> {
            List<Future<Void>> moves = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                moves.add(AsyncFiles.move(tree.resolve("f" + i), tree.resolve("g" + i)));
            }
            Pollux.joinAll(moves).await();
            AsyncFiles.move(tree, directory.resolve("moved")).await();
        });

        assertThat(directory.resolve("moved").toFile().list()).hasSize(10).allMatch(name -> name.startsWith("g"));
    }

    @Test
    @Behaviour({"t:fs_uring_rename-06", "t:fs_uring_rename-07"})
    void move_ofAMissingFileOrToALongName_fails() throws Exception {
        Path from = file("from", "");

        assertThatThrownBy(() -> await(AsyncFiles.move(directory.resolve("none"), from)))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> await(AsyncFiles.move(from, directory.resolve("n".repeat(300)))))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("too long");
        assertThat(from).exists();
    }

    @Test
    @Behaviour({"t:fs_link-01", "t:fs_link-02"})
    void links_leadToTheFile() throws Exception {
        Path file = file("a", "hello");
        run(() -> {
            AsyncFiles.createLink(directory.resolve("hard"), file).await();
            AsyncFiles.createSymbolicLink(directory.resolve("soft"), file).await();
            AsyncFiles.writeString(file, "changed").await();
            assertThat(AsyncFiles.readString(directory.resolve("hard")).await()).isEqualTo("changed");
            assertThat(AsyncFiles.readSymbolicLink(directory.resolve("soft")).await())
                    .isEqualTo(file);
        });
        assertThatThrownBy(() -> await(AsyncFiles.readSymbolicLink(file))).isInstanceOf(NotLinkException.class);
    }

    @Test
    @Behaviour({"t:fs_link-03", "t:fs_link-04", "t:fs_link-05"})
    void createLink_fromNothingToSomethingOrOfADirectory_fails() throws Exception {
        Path file = file("a", "");

        assertThatThrownBy(() -> await(AsyncFiles.createLink(directory.resolve("l"), directory.resolve("none"))))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> await(AsyncFiles.createLink(file, file)))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> await(AsyncFiles.createLink(directory.resolve("l"), directory)))
                .isInstanceOf(FileSystemException.class);
    }

    @Test
    @Behaviour("t:fs_canonicalize_dir-01")
    void toRealPath_hasNoLinksAndDots() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);

        assertThat(await(AsyncFiles.toRealPath(Path.of("/")))).isEqualTo(Path.of("/"));
        assertThat(await(AsyncFiles.toRealPath(link.resolve("..").resolve(link))))
                .isEqualTo(directory.toRealPath());
    }

    // ---------------------------------------------------------------- what is known

    @Test
    @Behaviour({"t:fs_uring_statx-02", "t:fs_uring_statx-03"})
    void metadata_tellsSizeKindAndPermissions() throws Exception {
        Path small = file("small", "1");
        Path large = file("large", "1".repeat(100_000));
        Path link = Files.createSymbolicLink(directory.resolve("link"), small);

        assertThat(await(AsyncFiles.metadata(small)).size()).isEqualTo(1);
        assertThat(await(AsyncFiles.metadata(large)).size()).isEqualTo(100_000);
        assertThat(await(AsyncFiles.metadata(directory)).isDirectory()).isTrue();
        assertThat(await(AsyncFiles.metadata(link)).isSymbolicLink()).isFalse();
        assertThat(await(AsyncFiles.metadata(link, LinkOption.NOFOLLOW_LINKS)).isSymbolicLink())
                .isTrue();
        assertThat(await(AsyncFiles.metadata(small))).isInstanceOf(PosixFileAttributes.class);
    }

    @Test
    @Behaviour({"t:fs_uring_statx-04", "t:fs_uring_statx-06", "t:fs_uring_statx-07"})
    void metadata_ofWhatCannotBeReached_fails() throws Exception {
        Path loop = Files.createSymbolicLink(directory.resolve("loop"), directory.resolve("loop"));

        assertThatThrownBy(() -> await(AsyncFiles.metadata(directory.resolve("none"))))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> await(AsyncFiles.metadata(loop))).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> await(AsyncFiles.metadata(directory.resolve("n".repeat(300)))))
                .isInstanceOf(FileSystemException.class);
    }

    @Test
    @Behaviour("t:fs_try_exists-01")
    void exists_tellsYesNoAndThatItCannotKnow() throws Exception {
        assertThat(await(AsyncFiles.exists(directory))).isTrue();
        assertThat(await(AsyncFiles.exists(directory.resolve("none")))).isFalse();
        Path loop = Files.createSymbolicLink(directory.resolve("loop"), directory.resolve("loop"));
        assertThatThrownBy(() -> await(AsyncFiles.exists(loop))).isInstanceOf(FileSystemException.class);
    }

    /** Whoever may read everything is refused a name that is too long, and little else. */
    @Test
    @Behaviour("t:fs_uring_statx-05")
    void metadata_withoutPermission_failsAndIsNoNo() throws Exception {
        Path closed = Files.createDirectory(directory.resolve("closed"));
        Path inside = Files.createFile(closed.resolve("a"));
        Files.setPosixFilePermissions(closed, Set.of());
        boolean mayAll = Files.isReadable(closed);
        Path refused = mayAll ? directory.resolve("a".repeat(300)) : inside;
        Class<? extends IOException> refusal = mayAll ? FileSystemException.class : AccessDeniedException.class;

        assertThatThrownBy(() -> await(AsyncFiles.metadata(refused))).isInstanceOf(refusal);
        assertThatThrownBy(() -> await(AsyncFiles.exists(refused))).isInstanceOf(refusal);
        assertThatThrownBy(() -> await(AsyncFiles.isDirectory(refused))).isInstanceOf(refusal);
    }

    @Test
    void size_tellsIt() throws Exception {
        assertThat(await(AsyncFiles.size(file("a", "12345")))).isEqualTo(5);
        assertThatThrownBy(() -> await(AsyncFiles.size(directory.resolve("none"))))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void isDirectory_andIsRegularFile_tellTheKind() throws Exception {
        Path file = file("a", "");
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        Path dangling = Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("none"));

        assertThat(await(AsyncFiles.isDirectory(directory))).isTrue();
        assertThat(await(AsyncFiles.isDirectory(link))).isTrue();
        assertThat(await(AsyncFiles.isDirectory(link, LinkOption.NOFOLLOW_LINKS)))
                .isFalse();
        assertThat(await(AsyncFiles.isDirectory(file))).isFalse();
        assertThat(await(AsyncFiles.isDirectory(dangling))).isFalse();
        assertThat(await(AsyncFiles.isRegularFile(file))).isTrue();
        assertThat(await(AsyncFiles.isRegularFile(directory))).isFalse();
        assertThat(await(AsyncFiles.exists(dangling))).isFalse();
        assertThat(await(AsyncFiles.exists(dangling, LinkOption.NOFOLLOW_LINKS)))
                .isTrue();
    }

    @Test
    void setPermissions_setsThem() throws Exception {
        Path file = file("a", "");

        await(AsyncFiles.setPermissions(file, Set.of(PosixFilePermission.OWNER_READ)));

        assertThat(Files.getPosixFilePermissions(file)).containsExactly(PosixFilePermission.OWNER_READ);
    }

    // ---------------------------------------------------------------- directories

    @Test
    @Behaviour({"t:fs_dir-01", "t:fs_dir-02", "t:fs_dir-03", "t:fs_dir-04", "t:fs_dir-05"})
    void directories_areMadeAndDeleted() throws Exception {
        Path deep = directory.resolve("a/b/c");
        assertThatThrownBy(() -> await(AsyncFiles.createDirectory(deep))).isInstanceOf(NoSuchFileException.class);
        await(AsyncFiles.createDirectories(deep));
        await(AsyncFiles.createDirectories(deep));
        Path plain = directory.resolve("plain");
        await(AsyncFiles.createDirectory(
                plain, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-x---"))));

        assertThat(Files.getPosixFilePermissions(plain)).isEqualTo(PosixFilePermissions.fromString("r-xr-x---"));
        assertThatThrownBy(() -> await(AsyncFiles.delete(directory.resolve("a"))))
                .isInstanceOf(DirectoryNotEmptyException.class);
        await(AsyncFiles.delete(deep));
        assertThat(deep).doesNotExist();
    }

    @Test
    @Behaviour({"t:fs_remove_dir_all-01", "t:fs_remove_file-01"})
    void delete_ofFilesAndTrees() throws Exception {
        Path outside = file("outside", "");
        Path tree = Files.createDirectories(directory.resolve("t/u"));
        Files.createFile(tree.resolve("x"));
        Files.createSymbolicLink(tree.resolve("link"), directory);

        await(AsyncFiles.deleteRecursively(directory.resolve("t")));
        assertThat(directory.resolve("t")).doesNotExist();
        assertThat(outside).exists();
        await(AsyncFiles.delete(outside));

        assertThat(outside).doesNotExist();
        assertThatThrownBy(() -> await(AsyncFiles.delete(outside))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> await(AsyncFiles.deleteRecursively(outside))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void deleteIfExists_tellsWhetherItWasThere() throws Exception {
        Path file = file("a", "");

        assertThat(await(AsyncFiles.deleteIfExists(file))).isTrue();
        assertThat(await(AsyncFiles.deleteIfExists(file))).isFalse();
        assertThat(file).doesNotExist();
        file("b", "");
        assertThatThrownBy(() -> await(AsyncFiles.deleteIfExists(directory)))
                .isInstanceOf(DirectoryNotEmptyException.class);
    }

    @Test
    @Behaviour({"t:fs_dir-06", "t:fs_dir-07"})
    void list_yieldsEveryEntryWithItsKind() throws Exception {
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            Files.writeString(directory.resolve("f" + i), "x".repeat(i));
            expected.add("f" + i + " " + i);
        }
        Files.createDirectory(directory.resolve("d"));
        Set<String> seen = new TreeSet<>();
        run(() -> {
            Stream<DirectoryEntry> entries = AsyncFiles.list(directory);
            for (var entry = entries.next().await();
                    entry != null;
                    entry = entries.next().await()) {
                if (entry.attributes().isDirectory()) {
                    assertThat(entry.name()).isEqualTo("d");
                } else {
                    seen.add(entry.name() + " " + entry.attributes().size());
                }
            }
        });

        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void list_readsABatchPerJobAndClosesWhenDropped() throws Exception {
        for (int i = 0; i < 40; i++) {
            Files.createFile(directory.resolve("f" + i));
        }
        try (ManualPool pool = new ManualPool()) {
            Stream<DirectoryEntry> entries = AsyncFiles.list(directory);
            assertThat(entries.pollNext(CX).isReady()).isFalse();
            pool.runOne();
            for (int i = 0; i < 32; i++) {
                assertThat(entries.pollNext(CX).get()).isNotNull();
            }
            assertThat(openDescriptors(directory)).isPositive();
            assertThat(entries.pollNext(CX).isReady()).isFalse();
            entries.drop();
            pool.runOne(); // the job finds that nobody wants it
        }
        try (ManualPool pool = new ManualPool()) {
            Stream<DirectoryEntry> entries = AsyncFiles.list(directory);
            assertThat(entries.pollNext(CX).isReady()).isFalse();
            pool.runOne();
            entries.drop();
            assertThat(pool.queued()).isZero();
        }
        assertThat(openDescriptors(directory)).isZero();
    }

    private static long openDescriptors(Path path) throws IOException {
        long count = 0;
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    count += Files.readSymbolicLink(descriptor).equals(path.toRealPath()) ? 1 : 0;
                } catch (NoSuchFileException e) {
                    // closed meanwhile
                }
            }
        }
        return count;
    }

    @Test
    void list_ofAFile_failsAndEnds() throws Exception {
        Path file = file("a", "");
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            Stream<DirectoryEntry> entries = AsyncFiles.list(file);

            assertThatThrownBy(() -> runtime.blockOn(entries.next())).isInstanceOf(FileSystemException.class);
            assertThat(runtime.blockOn(entries.next())).isNull();
        }
    }

    @Test
    void walk_yieldsTheTreeToTheDepth() throws Exception {
        Files.createDirectories(directory.resolve("a/b"));
        Files.createFile(directory.resolve("a/b/x"));
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            assertThat(runtime.blockOn(
                            AsyncFiles.walk(directory).map(DirectoryEntry::name).toList()))
                    .containsExactly(directory.getFileName().toString(), "a", "b", "x");
            assertThat(runtime.blockOn(AsyncFiles.walk(directory, 1)
                            .map(DirectoryEntry::name)
                            .toList()))
                    .containsExactly(directory.getFileName().toString(), "a");
        }
    }

    // ---------------------------------------------------------------- temporary files, drops

    @Test
    void tempPaths_areDeletedUnlessKept() throws Exception {
        Path[] paths = new Path[3];
        run(() -> {
            TempPath kept = AsyncFiles.createTempFile("pollux", ".tmp").await();
            paths[0] = kept.keep();
            kept.closeAsync().await();
            TempPath tree = AsyncFiles.createTempDirectory("pollux").await();
            paths[1] = tree.path();
            AsyncFiles.writeString(tree.path().resolve("x"), "").await();
            tree.closeAsync().await();
            tree.closeAsync().await();
        });
        TempPath outside = await(AsyncFiles.createTempFile("pollux", ".tmp"));
        outside.close();

        assertThat(paths[0]).exists();
        Files.delete(paths[0]);
        assertThat(paths[1]).doesNotExist();
        assertThat(outside.path()).doesNotExist();
    }

    @Test
    @Behaviour({"t:fs_uring-03", "t:fs_uring_read-04", "t:fs_uring_rename-08", "t:fs_uring_statx-08"})
    void operation_droppedBeforeAThreadBegan_isNotDone() throws Exception {
        Path from = file("from", "");
        try (ManualPool pool = new ManualPool()) {
            Future<Void> move = AsyncFiles.move(from, directory.resolve("to"));
            assertThat(move.poll(CX).isReady()).isFalse();
            move.drop();
            pool.runOne();
        }

        assertThat(from).exists();
    }

    @Test
    @Behaviour({
        "t:fs_uring_cancel_open-01",
        "t:fs_uring_completed_then_dropped_before_repoll-01",
        "t:fs_uring_statx_fd_leak_test-01"
    })
    void open_droppedAfterItWasDone_closesTheFile() throws Exception {
        Path path = file("a", "");
        try (ManualPool pool = new ManualPool()) {
            Future<AsyncFile> open = AsyncFile.open(path);
            assertThat(open.poll(CX).isReady()).isFalse();
            pool.runOne();
            assertThat(openDescriptors(path)).isEqualTo(1);
            open.drop();
        }

        assertThat(openDescriptors(path)).isZero();
    }
}
