/**
 * Encrypted streams: TLS over any stream of bytes, by the JDK's own implementation.
 *
 * <p>{@link dev.pollux.net.tls.TlsConnector} makes a client of a connected stream, and {@link dev.pollux.net.tls.TlsAcceptor} a
 * server; either yields a {@link dev.pollux.net.tls.TlsStream}.
 */
@NullMarked
package dev.pollux.net.tls;

import org.jspecify.annotations.NullMarked;
