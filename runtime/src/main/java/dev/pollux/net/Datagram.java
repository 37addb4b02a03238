package dev.pollux.net;

import java.net.InetSocketAddress;

/**
 * What is known of a datagram that was received, besides its bytes.
 *
 * @param from who sent it
 * @param length how many of its bytes are in the buffer; those that did not fit are lost
 */
public record Datagram(InetSocketAddress from, int length) {}
