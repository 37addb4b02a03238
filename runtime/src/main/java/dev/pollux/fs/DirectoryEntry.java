package dev.pollux.fs;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * One of the files in a directory.
 *
 * @param path the directory's path and the name
 * @param attributes what it was when the directory was read: its kind, size and times. Those of a symbolic link are its own
 */
public record DirectoryEntry(Path path, BasicFileAttributes attributes) {

    /**
     * Returns the name in the directory.
     *
     * @return the last part of the path
     */
    public String name() {
        return String.valueOf(path.getFileName());
    }
}
