package dev.pollux.fs;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** Says which file a failure is about: the JDK tells when it opens or moves one, and not when it reads or writes. */
final class FileFailure {

    private FileFailure() {}

    /** Returns a failure that names the file, and is caused by the one given; or that one, if it is of a kind of its own. */
    static IOException naming(String file, IOException failure) {
        if (failure.getClass() != IOException.class) {
            return failure;
        }
        IOException named = new FileSystemException(file, null, failure.getMessage());
        named.initCause(failure);
        return named;
    }
}
