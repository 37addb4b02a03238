package dev.pollux.fs;

import static dev.pollux.Pollux.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.AsyncAction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk of one megabyte, and more to write than that. */
@Timeout(60)
class DiskFullTest {

    private static final byte[] MUCH = new byte[3 << 20];

    @TempDir
    Path directory;

    private SmallDisk disk;
    private Path file;

    @BeforeEach
    void mount() throws Exception {
        disk = SmallDisk.mount(directory, 1024);
        file = directory.resolve("file");
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            disk.unmount();
        }
    }

    private void assertFull(AsyncAction writing) {
        assertThatThrownBy(() -> run(writing))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(file + ": No space left on device")
                .hasRootCauseInstanceOf(IOException.class);
    }

    private List<Path> names() throws IOException {
        try (var names = Files.list(directory)) {
            return names.map(Path::getFileName).toList();
        }
    }

    @Test
    void write_ofAFile_namesIt() {
        assertFull(() -> AsyncFiles.write(file, MUCH).await());
        assertFull(() -> AsyncFiles.writeString(file, "x".repeat(MUCH.length)).await());
    }

    @Test
    void replace_keepsTheOldContents_andLeavesNothingBeside() throws Exception {
        Files.writeString(file, "old");

        assertFull(() -> AsyncFiles.replace(file, MUCH).await());

        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly(Path.of("file"));
        run(() -> AsyncFiles.replace(file, "new".getBytes(UTF_8)).await());
        assertThat(file).hasContent("new");
    }

    @Test
    void replace_ofAFileThatIsNotThere_makesNone() throws Exception {
        assertFull(() -> AsyncFiles.replace(file, MUCH).await());

        assertThat(names()).isEmpty();
    }

    @Test
    void copy_leavesNoPart() throws Exception {
        Path source = disk.fill();

        assertThatThrownBy(() -> run(() -> AsyncFiles.copy(source, file).await()))
                .isInstanceOf(FileSystemException.class)
                .hasMessageEndingWith(file + ": No space left on device");
        assertThat(names()).containsExactly(Path.of("filler"));
    }

    @Test
    void writeAll_tellsAtTheFlush_andGoesOnOnceThereIsRoom() throws Exception {
        Path filler = disk.fill();
        run(() -> {
            try (AsyncFile open = AsyncFile.create(file).await()) {
                open.writeAll(new byte[100_000]).await();
                try {
                    open.flush().await();
                } catch (FileSystemException e) {
                    assertThat(e).hasMessage(file + ": No space left on device");
                    AsyncFiles.delete(filler).await();
                }
                assertThat(filler).doesNotExist();
                open.writeAll("after").await();
                open.flush().await();
            }
        });
        assertThat(Files.readString(file)).endsWith("after");
    }

    @Test
    void writeAt_setLengthAndSync_nameTheFile() throws Exception {
        disk.fill();
        assertFull(() -> {
            try (AsyncFile open = AsyncFile.create(file).await()) {
                open.writeAt(ByteBuffer.wrap(MUCH), 0).await();
            }
        });
        assertFull(() -> {
            try (AsyncFile open = AsyncFile.create(file).await()) {
                open.writeAll(new byte[10_000]).await();
                open.syncAll().await();
            }
        });
    }

    @Test
    void aTemporaryFile_thatFilledTheDisk_isDeleted() throws Exception {
        Files.createFile(file);
        run(() -> {
            TempPath temporary = new TempPath(file);
            try {
                AsyncFiles.write(temporary.path(), MUCH).await();
            } catch (FileSystemException e) {
                assertThat(e.getFile()).isEqualTo(file.toString());
            } finally {
                temporary.closeAsync().await();
            }
        });

        assertThat(names()).isEmpty();
    }

    @Test
    void read_thatFails_namesTheFile() {
        assertThatThrownBy(() -> run(() -> AsyncFiles.read(directory).await()))
                .isInstanceOf(FileSystemException.class)
                .hasMessageStartingWith(directory + ": ");
    }
}
