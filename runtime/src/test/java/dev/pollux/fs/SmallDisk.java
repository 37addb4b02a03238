package dev.pollux.fs;

import dev.pollux.Tool;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A file system in memory that is soon full. Who may not mount one skips the test, saying so; who may, and is refused, fails in CI. */
final class SmallDisk {

    private static final int CAP_SYS_ADMIN = 21;

    final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    static SmallDisk mount(Path at, int kilobytes) throws IOException, InterruptedException {
        try {
            Tool.run(List.of("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", at.toString()));
        } catch (IOException e) {
            Tool.missing("a small file system cannot be mounted: " + e.getMessage(), mayMount());
        }
        return new SmallDisk(at);
    }

    /** Root of a container, for one, may do less than root. */
    private static boolean mayMount() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("CapEff:"))
                    .map(line ->
                            new BigInteger(line.substring(line.indexOf(':') + 1).strip(), 16))
                    .anyMatch(capabilities -> capabilities.testBit(CAP_SYS_ADMIN));
        }
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
