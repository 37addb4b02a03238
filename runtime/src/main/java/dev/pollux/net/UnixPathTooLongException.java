package dev.pollux.net;

import java.io.IOException;
import java.nio.file.Path;

/** The path of a Unix socket does not fit into its address, which has room for about a hundred bytes. */
public final class UnixPathTooLongException extends IOException {

    private static final long serialVersionUID = 1;

    UnixPathTooLongException(Path path, IOException cause) {
        super(
                "the path of a Unix socket must be shorter than about a hundred bytes; use one relative to the working"
                        + " directory, or a symbolic link to its directory: " + path,
                cause);
    }
}
