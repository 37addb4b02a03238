package dev.pollux.sync;

/** Room for messages that was taken in a channel; what a {@link RoomSink} needs of it. */
interface Room<T> extends AutoCloseable {

    void send(T message);

    @Override
    void close();
}
