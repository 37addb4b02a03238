package dev.pollux.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/** Replaces the contents of a file by blocking calls, so that whoever reads it sees the old or the new, also after a power cut. */
final class Replacement {

    private Replacement() {}

    static void write(Path target, byte[] bytes) throws IOException {
        Path real = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
        Path directory = real.getParent();
        if (directory == null) {
            throw new IOException("cannot replace " + target + ": it is a root");
        }
        Path beside = Files.createTempFile(directory, "." + real.getFileName(), ".tmp");
        try {
            writeAndSync(beside, bytes);
            keepPermissions(real, beside);
            Files.move(beside, real, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
        syncDirectory(directory);
    }

    private static void writeAndSync(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            Transfers.write(channel, ByteBuffer.wrap(bytes));
            channel.force(true);
        }
    }

    private static void keepPermissions(Path old, Path file) throws IOException {
        PosixFileAttributeView before = Files.getFileAttributeView(old, PosixFileAttributeView.class);
        if (before != null && Files.exists(old)) {
            Files.setPosixFilePermissions(file, before.readAttributes().permissions());
        }
    }

    /** Makes the new name last. Systems that cannot open a directory keep names in their own way. */
    private static void syncDirectory(Path directory) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(directory, StandardOpenOption.READ);
        } catch (IOException e) {
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }
}
