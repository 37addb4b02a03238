package dev.pollux.runtime.io;

import java.nio.ByteBuffer;

/** Which of several buffers one system call writes: a run of them that is not too large. */
public final class BufferRun {

    private BufferRun() {}

    /**
     * Returns where the run begins.
     *
     * @param sources at least one is not empty
     * @return the first that is not
     */
    public static int start(ByteBuffer[] sources) {
        int start = 0;
        while (!sources[start].hasRemaining()) {
            start++;
        }
        return start;
    }

    /**
     * Returns where the run ends. It has one buffer at least, however large that is.
     *
     * @param sources the buffers
     * @param start where it begins
     * @param mostBuffers the most that it has
     * @param mostBytes the most that it has, if it has several buffers
     * @return the first that does not belong to it
     */
    public static int end(ByteBuffer[] sources, int start, int mostBuffers, long mostBytes) {
        int end = start + 1;
        long bytes = sources[start].remaining();
        while (end < sources.length && end - start < mostBuffers && bytes + sources[end].remaining() <= mostBytes) {
            bytes += sources[end].remaining();
            end++;
        }
        return end;
    }

    /**
     * Returns how much a run holds.
     *
     * @param sources the buffers
     * @param start where it begins
     * @param end where it ends
     * @return the bytes
     */
    public static long bytes(ByteBuffer[] sources, int start, int end) {
        long bytes = 0;
        for (int i = start; i < end; i++) {
            bytes += sources[i].remaining();
        }
        return bytes;
    }
}
