package dev.pollux.fs;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.Pollux;
import dev.pollux.future.Future;
import dev.pollux.future.Outcome;
import dev.pollux.io.AsyncBufStream;
import dev.pollux.io.AsyncSeek.Whence;
import dev.pollux.runtime.AsyncRuntime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of the system under a real runtime. */
@Timeout(60)
class AsyncFileTest {

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void name() {
        path = directory.resolve("file");
    }

    private static <T> T await(Future<T> future) throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            return runtime.blockOn(future);
        }
    }

    // ---------------------------------------------------------------- reading and writing

    @Test
    @Behaviour({"FSF-01", "FSF-12", "t:fs_uring_file_read-01", "t:fs_uring_file_read-02", "t:fs_uring_file_read-05"})
    void read_returnsTheContentsAndThenTheEnd() throws Exception {
        Files.writeString(path, "hello world...");
        run(() -> {
            try (AsyncFile file = AsyncFile.open(path).await()) {
                ByteBuffer target = ByteBuffer.allocate(5);
                file.readExact(target).await();
                assertThat(UTF_8.decode(target.flip()).toString()).isEqualTo("hello");
                assertThat(file.read(ByteBuffer.allocate(0)).await()).isZero();
                assertThat(file.readToEnd(100).await()).asString(UTF_8).isEqualTo(" world...");
                assertThat(file.read(ByteBuffer.allocate(5)).await()).isEqualTo(-1);
            }
        });
    }

    @Test
    @Behaviour({"FSF-02", "FSF-03"})
    void writeAll_thenFlushOrShutdown_isInTheFile() throws Exception {
        run(() -> {
            try (AsyncFile file = AsyncFile.create(path).await()) {
                file.writeAll("hello ").await();
                file.flush().await();
                assertThat(path).content().isEqualTo("hello ");
                file.writeAll("world").await();
                file.shutdown().await();
                assertThat(path).content().isEqualTo("hello world");
            }
        });
    }

    @Test
    @Behaviour({"FSF-04", "FSF-05"})
    void writeAll_ofSeveralBuffers_thenFlushOrShutdown_isInTheFile() throws Exception {
        run(() -> {
            try (AsyncFile file = AsyncFile.create(path).await()) {
                file.writeAll(utf8("hello"), utf8(""), utf8(" ")).await();
                file.flush().await();
                assertThat(path).content().isEqualTo("hello ");
                file.writeAll(utf8("wor"), utf8("ld")).await();
                file.shutdown().await();
                assertThat(path).content().isEqualTo("hello world");
            }
        });
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    @Test
    void seek_throughBuffers_readsAndWritesThere() throws Exception {
        Files.writeString(path, "one\ntwo\nthree\n");
        run(() -> {
            var both = new OpenOptions().read().write().open(path).await();
            try (var stream = new AsyncBufStream(both)) {
                assertThat(stream.readLine().await()).isEqualTo("one");
                assertThat(stream.seek(4, Whence.CURRENT).await()).isEqualTo(8);
                stream.writeAll("THREE").await();
                assertThat(stream.seek(4).await()).isEqualTo(4);
                assertThat(stream.readLine().await()).isEqualTo("two");
                assertThat(stream.readLine().await()).isEqualTo("THREE");
            }
        });
    }

    @Test
    @Behaviour("t:fs_uring_file_read-04")
    void readToString_returnsTheTextFromHere() throws Exception {
        Files.writeString(path, "grüße, world");
        run(() -> {
            try (AsyncFile file = AsyncFile.open(path).await()) {
                assertThat(file.readToString(99).await()).isEqualTo("grüße, world");
                assertThat(file.readToString(99).await()).isEmpty();
                file.seek(9).await();
                assertThat(file.readToString(99).await()).isEqualTo("world");
            }
        });
    }

    @Test
    @Behaviour({"FSF-06", "t:fs_uring_file_read-10", "t:fs_uring_file_read-11", "t:fs_uring_file_read-09"})
    void rewind_afterWriting_readsWhatWasWritten() throws Exception {
        run(() -> {
            var options = new OpenOptions().read().write().createNew();
            try (AsyncFile file = options.open(path).await()) {
                file.writeAll("hello").await();
                assertThat(file.rewind().await()).isZero();
                assertThat(file.readToEnd(10).await()).asString(UTF_8).isEqualTo("hello");
                assertThat(file.position().await()).isEqualTo(5);
                assertThat(file.size().await()).isEqualTo(5);
                assertThat(file.seek(3).await()).isEqualTo(3);
                assertThat(file.readToEnd(10).await()).asString(UTF_8).isEqualTo("lo");
            }
        });
    }

    @Test
    @Behaviour({"t:fs_uring_file_read-03", "t:fs_uring_file_read-06"})
    void readToEnd_ofALargeFile_returnsAll() throws Exception {
        byte[] large = new byte[5_000_000];
        new Random(3).nextBytes(large);
        Files.write(path, large);
        run(() -> {
            try (AsyncFile file = AsyncFile.open(path).await()) {
                ByteBuffer all = ByteBuffer.allocate(large.length);
                file.readExact(all).await();
                assertThat(all.array()).isEqualTo(large);
                file.rewind().await();
                assertThat(file.readToEnd(large.length).await()).isEqualTo(large);
            }
        });
    }

    @Test
    @Behaviour("FSF-07")
    void readsThatAreAlwaysReady_letOtherTasksRun() throws Exception {
        Files.writeString(path, "x".repeat(60_000));
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            AtomicInteger turns = new AtomicInteger();
            runtime.blockOn(async(() -> {
                try (AsyncFile file = AsyncFile.open(path).await()) {
                    file.read(ByteBuffer.allocate(1)).await(); // now the rest is read ahead
                    Pollux.spawn(async(() -> {
                        turns.incrementAndGet();
                    }));
                    int before = turns.get();
                    for (int i = 0; i < 10_000; i++) {
                        file.read(ByteBuffer.allocate(1)).await();
                    }
                    assertThat(turns.get()).isGreaterThan(before);
                }
            }));
        }
    }

    @Test
    @Behaviour({"FSF-11", "t:fs_uring_file_read-16"})
    void of_aChannel_goesOnWhereItStands() throws Exception {
        Files.writeString(path, "hello world");
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ).position(6);
        run(() -> {
            try (AsyncFile file = AsyncFile.of(channel)) {
                assertThat(file.readToEnd(10).await()).asString(UTF_8).isEqualTo("world");
            }
        });
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void positionalOperations_runAtOnceAndLeaveThePosition() throws Exception {
        run(() -> {
            try (AsyncFile file =
                    new OpenOptions().read().write().createNew().open(path).await()) {
                List<Future<Integer>> writes = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    writes.add(file.writeAt(ByteBuffer.wrap(new byte[] {(byte) ('0' + i)}), i));
                }
                assertThat(Pollux.joinAll(writes).await()).containsOnly(1);
                ByteBuffer target = ByteBuffer.allocate(4);
                assertThat(file.readAt(target, 8).await()).isEqualTo(2);
                assertThat(UTF_8.decode(target.flip()).toString()).isEqualTo("89");
                assertThat(file.readAt(ByteBuffer.allocate(4), 10).await()).isEqualTo(-1);
                assertThat(file.readToEnd(20).await()).asString(UTF_8).isEqualTo("0123456789");
            }
        });
    }

    @Test
    @Behaviour("t:fs_uring_file_read-13")
    void readsOfSeveralHandles_runAtOnce() throws Exception {
        Files.writeString(path, "hello");
        run(() -> {
            List<Future<byte[]>> reads = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                reads.add(AsyncFile.open(path).await().readToEnd(10));
            }
            assertThat(Pollux.joinAll(reads).await()).allMatch(bytes -> bytes.length == 5);
        });
    }

    @Test
    @Behaviour("t:fs_uring_file_read-14")
    void file_isOfNoRuntime() throws Exception {
        Files.writeString(path, "hello");
        try (AsyncRuntime first = AsyncRuntime.currentThread().build();
                AsyncRuntime second =
                        AsyncRuntime.multiThread().workerThreads(1).build()) {
            AsyncFile file = first.blockOn(AsyncFile.open(path));
            assertThat(first.blockOn(file.read(ByteBuffer.allocate(2)))).isEqualTo(2);
            assertThat(second.blockOn(file.readToEnd(10))).hasSize(3);
            file.close();
        }
    }

    @Test
    void setLength_cutsAndFillsUp() throws Exception {
        Files.writeString(path, "hello");
        run(() -> {
            try (AsyncFile file = new OpenOptions().write().open(path).await()) {
                file.setLength(2).await();
                assertThat(path).content().isEqualTo("he");
                file.setLength(4).await();
                assertThat(path).content().isEqualTo("he\0\0");
            }
            try (AsyncFile file = new OpenOptions().append().open(path).await()) {
                file.setLength(6).await();
                assertThat(path).hasSize(6);
            }
        });
    }

    // ---------------------------------------------------------------- opening

    @Test
    @Behaviour({"t:fs_open_options-01", "t:fs_open_options-02"})
    void options_readAndWrite() throws Exception {
        Files.writeString(path, "hello");
        run(() -> {
            try (AsyncFile file = new OpenOptions().read().open(path).await()) {
                assertThat(file.readToEnd(9).await()).asString(UTF_8).isEqualTo("hello");
            }
            try (AsyncFile file = new OpenOptions().write().open(path).await()) {
                file.writeAll("J").await();
                file.flush().await();
            }
        });

        assertThat(path).content().isEqualTo("Jello");
        assertThatThrownBy(() -> await(new OpenOptions().write().open(path).andThen(file -> file.readToEnd(9))))
                .isInstanceOf(NonReadableChannelException.class);
    }

    @Test
    @Behaviour({"t:fs_open_options-03", "t:fs_open_options-04"})
    void options_appendAndTruncate() throws Exception {
        Files.writeString(path, "hello");
        run(() -> {
            try (AsyncFile file = new OpenOptions().append().open(path).await()) {
                file.writeAll("!").await();
                file.flush().await();
                assertThat(path).content().isEqualTo("hello!");
            }
            new OpenOptions().write().truncate().open(path).await().close();
        });

        assertThat(path).isEmptyFile();
    }

    @Test
    @Behaviour({"t:fs_open_options-05", "t:fs_open_options-06", "t:fs_open_options-07", "t:fs_open_options-08"})
    void options_createAndMode() throws Exception {
        OpenOptions create = new OpenOptions().write().create().mode("rw-------");
        assertThatThrownBy(() -> await(new OpenOptions().write().open(path))).isInstanceOf(NoSuchFileException.class);
        await(create.open(path)).close();
        await(create.open(path)).close();
        OpenOptions fresh = new OpenOptions().write().createNew().option(StandardOpenOption.DSYNC);

        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> await(fresh.open(path))).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(fresh).hasToString("OpenOptions[WRITE, CREATE_NEW, DSYNC]");
        assertThat(create).hasToString("OpenOptions[WRITE, CREATE] rw-------");
    }

    @Test
    @Behaviour({"FSF-13", "FSF-14", "t:fs_uring_file_read-07"})
    void options_maxBufferSize_limitsWhatOneOperationMoves() throws Exception {
        Files.writeString(path, "hello world");
        run(() -> {
            var options = new OpenOptions().read().write().maxBufferSize(3);
            try (AsyncFile file = options.open(path).await()) {
                assertThat(file.read(ByteBuffer.allocate(10)).await()).isEqualTo(3);
                assertThat(file.write(ByteBuffer.wrap(new byte[10])).await()).isEqualTo(3);
                assertThat(file.readAt(ByteBuffer.allocate(10), 0).await()).isEqualTo(3);
                assertThat(file.writeAt(ByteBuffer.wrap(new byte[10]), 0).await())
                        .isEqualTo(3);
            }
        });
    }

    @Test
    @SuppressWarnings("pollux:unused-future") // there is none: making it fails
    void options_withoutSense_areRefusedAtOnce() {
        assertThatThrownBy(() -> new OpenOptions().open(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("call read(), write() or append()");
        assertThatThrownBy(() -> new OpenOptions().read().create().open(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("call write() or append(), too");
        assertThatThrownBy(() -> new OpenOptions().mode("rwx")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OpenOptions().maxBufferSize(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Behaviour("FSF-15")
    void toString_namesTheFile() throws Exception {
        Files.writeString(path, "");
        AsyncFile file = await(AsyncFile.open(path));
        assertThat(file).hasToString("AsyncFile[" + path + "]");
        file.close();
        assertThat(file).hasToString("AsyncFile[" + path + ", closed]");
    }

    // ---------------------------------------------------------------- faults

    @Test
    void write_toAFullDisk_failsTheFlushAndTheFileStaysInOrder() throws Exception {
        run(() -> {
            try (AsyncFile full =
                    new OpenOptions().write().open(Path.of("/dev/full")).await()) {
                assertThat(full.write(ByteBuffer.wrap(new byte[10])).await()).isEqualTo(10);
                Outcome<Void> flushed = full.flush().catching().await();
                assertThat(((Outcome.Failed<Void>) flushed).failure()).hasMessageContaining("No space left");
                full.flush().await();
            }
        });
    }

    @Test
    void open_ofAMissingFileOrADirectory_failsAndSoDoesABrokenRead() {
        assertThatThrownBy(() -> await(AsyncFile.open(path))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> await(AsyncFile.create(directory))).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> await(AsyncFile.open(Path.of("/proc/self/mem")).andThen(file -> file.readToEnd(9))))
                .isInstanceOf(IOException.class);
    }

    @Test
    @Behaviour({
        "t:fs_uring-01",
        "t:fs_uring-02",
        "t:fs_uring_file_read-15",
        "t:fs_uring_read-01",
        "t:fs_uring_rename-01",
        "t:fs_uring_runtime_shutdown-01",
        "t:fs_uring_statx-01"
    })
    void shutdown_withOperationsInFlight_ends() throws Exception {
        Files.writeString(path, "hello");
        AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build();
        for (int i = 0; i < 100; i++) {
            runtime.spawn(AsyncFile.open(path).andThen(file -> file.readToEnd(10)));
            runtime.spawn(AsyncFiles.metadata(path));
            runtime.spawn(AsyncFiles.move(directory.resolve("none" + i), path).catching());
        }
        runtime.close();

        assertThat(path).content().isEqualTo("hello");
    }
}
