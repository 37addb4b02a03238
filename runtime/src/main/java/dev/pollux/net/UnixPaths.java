package dev.pollux.net;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Words the failures of sockets that are found by a path. */
final class UnixPaths {

    private UnixPaths() {}

    static UnixDomainSocketAddress address(Path path) {
        try {
            return UnixDomainSocketAddress.of(path);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("path must be one of the default file system: " + path, e);
        }
    }

    static IOException cannotListen(Path path, IOException reason) {
        if (isTooLong(reason)) {
            return new UnixPathTooLongException(path, reason);
        }
        String cure = Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                ? ": the path exists already; if it is a socket that a server left there, delete it first"
                : ": " + reason.getMessage();
        return caused(new BindException("cannot listen on " + path + cure), reason);
    }

    static IOException cannotConnect(Path path, IOException reason) {
        if (isTooLong(reason)) {
            return new UnixPathTooLongException(path, reason);
        }
        return caused(new ConnectException("cannot connect to " + path + ": " + reason.getMessage()), reason);
    }

    /** The JDK and the systems differ in the limit, and agree in these words. */
    private static boolean isTooLong(IOException reason) {
        return says(reason, "too long");
    }

    /** The JDK gives no other sign of EAGAIN. */
    static boolean isQueueFull(IOException reason) {
        return says(reason, "temporarily unavailable");
    }

    private static boolean says(IOException reason, String words) {
        String message = reason.getMessage();
        return message != null && message.contains(words);
    }

    private static IOException caused(IOException failure, IOException cause) {
        failure.initCause(cause);
        return failure;
    }
}
