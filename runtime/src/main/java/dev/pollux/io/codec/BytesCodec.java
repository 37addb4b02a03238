package dev.pollux.io.codec;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Passes bytes through, in the pieces in which they come. */
public final class BytesCodec implements Codec<byte[], byte[]> {

    /** Creates a codec. */
    public BytesCodec() {}

    @Override
    public byte @Nullable [] decode(ByteBuffer bytes) {
        return bytes.hasRemaining() ? take(bytes, bytes.remaining()) : null;
    }

    /** Takes a copy of the next bytes. */
    static byte[] take(ByteBuffer bytes, int length) {
        byte[] taken = new byte[length];
        bytes.get(taken);
        return taken;
    }

    @Override
    public void encode(byte[] frame, FrameBuffer target) {
        target.put(frame);
    }

    @Override
    public String toString() {
        return "BytesCodec";
    }
}
