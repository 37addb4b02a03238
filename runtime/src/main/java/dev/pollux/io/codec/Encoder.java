package dev.pollux.io.codec;

import java.io.IOException;

/**
 * Makes bytes of frames. One encoder serves one stream, and may keep a state between calls.
 *
 * @param <T> the type of the frames
 */
public interface Encoder<T> {

    /**
     * Adds the bytes of a frame. If it throws, what it added is taken back.
     *
     * @param frame the frame
     * @param target where to; lent for this call only
     * @throws IOException if the frame cannot be encoded
     */
    void encode(T frame, FrameBuffer target) throws IOException;
}
