package dev.pollux.io;

import java.io.Closeable;
import java.io.IOException;

/** Closes two things, the second also if the first fails. */
final class Closing {

    private Closing() {}

    static void inOrder(Closeable first, Closeable second) throws IOException {
        try {
            first.close();
        } catch (Throwable failure) {
            try {
                second.close();
            } catch (Throwable another) {
                failure.addSuppressed(another);
            }
            throw failure;
        }
        second.close();
    }
}
