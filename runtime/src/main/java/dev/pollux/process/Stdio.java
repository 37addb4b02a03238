package dev.pollux.process;

import dev.pollux.io.AsyncRead;
import dev.pollux.io.AsyncWrite;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The standard streams of this process: {@link System#in}, {@link System#out} and {@link System#err} as they are when they are first asked
 * for.
 *
 * <p>Each read or write that has to wait holds a daemon thread, never one of a runtime: neither the end of a runtime nor that of the
 * JVM waits for a key to be pressed. What was written and not flushed may be lost at the end of the JVM.
 *
 * @origin tokio::io::{stdin, stdout, stderr} (1.53).
 */
public final class Stdio {

    private static final class In {

        static final PipeReader SHARED = new PipeReader("standard input", System.in, false);
    }

    private Stdio() {}

    /**
     * Returns the standard input. It is one for the whole process, one reader at a time: what a dropped read got is there for the next.
     * Closing it does nothing.
     *
     * @return always the same
     */
    public static AsyncRead stdin() {
        return In.SHARED;
    }

    /**
     * Returns a writer to the standard output. A write of up to 64 KiB reaches it in one piece: lines of several tasks do not mix, if
     * each is one write. A failure fails the next write or flush. Closing it does nothing.
     *
     * @return a new one, with an order of its own
     */
    public static AsyncWrite stdout() {
        return new PipeWriter("standard output", new Checked(System.out, "standard output"), false);
    }

    /**
     * Returns a writer to the standard error output, as {@link #stdout}.
     *
     * @return a new one, with an order of its own
     */
    public static AsyncWrite stderr() {
        return new PipeWriter("standard error", new Checked(System.err, "standard error"), false);
    }

    /** A print stream that tells of failures. */
    private static final class Checked extends OutputStream {

        private final PrintStream out;
        private final String name;

        Checked(PrintStream out, String name) {
            this.out = out;
            this.name = name;
        }

        @Override
        public void write(int b) {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            if (out.checkError()) {
                throw new IOException(name + " does not take what is written; its reader may be gone");
            }
        }
    }
}
