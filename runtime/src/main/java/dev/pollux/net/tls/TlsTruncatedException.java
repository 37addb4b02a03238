package dev.pollux.net.tls;

import javax.net.ssl.SSLException;

/**
 * The connection ended without the farewell of TLS, or in the middle of the handshake: the peer was cut off, or somebody in between cut
 * the stream. What was read so far is genuine, but may not be all.
 */
public final class TlsTruncatedException extends SSLException {

    private static final long serialVersionUID = 1;

    private TlsTruncatedException(String message) {
        super(message);
    }

    static TlsTruncatedException inHandshake() {
        return new TlsTruncatedException("the connection ended in the middle of the handshake");
    }

    static TlsTruncatedException afterHandshake() {
        return new TlsTruncatedException(
                "the connection ended without close_notify: what was read may not be all that was sent");
    }
}
