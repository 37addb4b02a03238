package dev.pollux.stream;

/** One of two streams that are polled together, see {@link Stream#selectWithStrategy}. */
public enum StreamSide {

    /** The stream that the method was called on. */
    LEFT,

    /** The stream that was given to the method. */
    RIGHT;

    /**
     * Returns the other side.
     *
     * @return {@code RIGHT} for {@code LEFT}, and the other way round
     */
    public StreamSide other() {
        return this == LEFT ? RIGHT : LEFT;
    }
}
