package dev.pollux.net;

/**
 * What a stream is ready for, as told by {@link SocketStream#ready}.
 *
 * @param readable whether a read would not wait: there is data, the end of the stream or a failure
 * @param writable whether a write is worth a try
 * @param readClosed whether all was read and the end of the stream is what the next read tells
 */
public record Ready(boolean readable, boolean writable, boolean readClosed) {}
