package dev.pollux.net;

import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * A message with the address that it came from, or that it goes to.
 *
 * @param message the message
 * @param address who sent it, or is to get it; resolved
 * @param <T> the type of the message
 */
public record Addressed<T>(T message, InetSocketAddress address) {

    /**
     * Puts an address on a message.
     *
     * @param message the message
     * @param address who sent it, or is to get it
     * @throws IllegalArgumentException if the address is not resolved
     */
    public Addressed {
        Objects.requireNonNull(message, "message");
        UdpSocket.requireResolved(address);
    }
}
