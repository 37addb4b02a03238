package dev.pollux.io;

import dev.pollux.future.Blocking;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A reader, for code that blocks. */
final class ReaderInputStream extends InputStream {

    private final AsyncRead reader;

    ReaderInputStream(AsyncRead reader) {
        this.reader = reader;
    }

    @Override
    @Blocking
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    @Blocking
    public int read(byte[] target, int offset, int length) throws IOException {
        return BlockingIo.await(reader.read(ByteBuffer.wrap(target, offset, length)));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    @Override
    public String toString() {
        return "input stream of " + reader;
    }
}
