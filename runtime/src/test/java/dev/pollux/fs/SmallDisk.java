package dev.pollux.fs;

import dev.pollux.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system in memory that is soon full. Who may not mount one skips the test, saying so; as root in CI it fails. */
final class SmallDisk {

    final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    static SmallDisk mount(Path at, int kilobytes) throws InterruptedException {
        try {
            Tool.run(List.of("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", at.toString()));
        } catch (IOException e) {
            Tool.missing(
                    "a small file system cannot be mounted: " + e.getMessage(),
                    "root".equals(System.getProperty("user.name")));
        }
        return new SmallDisk(at);
    }

    /** Leaves no room, but for what begins a new block. */
    Path fill() throws IOException {
        Path filler = root.resolve("filler");
        try (var out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException e) {
            return filler;
        }
    }

    void unmount() throws IOException, InterruptedException {
        Tool.run(List.of("umount", root.toString()));
    }
}
