package dev.pollux.net.tls;

import dev.pollux.future.Future;
import dev.pollux.future.LosesPlace;
import dev.pollux.io.AsyncReadWrite;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * Makes TLS clients of connected streams.
 *
 * <pre>{@code
 * var tls = TlsConnector.system().alpn("http/1.1");
 * var tcp = TcpStream.connect("example.org:443").await();
 * try (var stream = tls.connect(tcp, "example.org").await()) {
 *     ...
 * }
 * }</pre>
 *
 * <p>The peer must show a certificate for the host that it is called by, unless {@link #withoutHostnameVerification} waives that; whom
 * to trust is a matter of the {@link SSLContext}. Immutable: each method that sets something returns another connector.
 */
public final class TlsConnector {

    private static final int NO_PORT = -1;

    private final SSLContext context;
    private final TlsOptions options;
    private final boolean verified;

    private TlsConnector(SSLContext context, TlsOptions options, boolean verified) {
        this.context = context;
        this.options = options;
        this.verified = verified;
    }

    /**
     * Trusts whom the JDK trusts by default.
     *
     * @return a connector
     * @throws IllegalStateException if the JDK has no default context
     */
    public static TlsConnector system() {
        try {
            return of(SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no default SSLContext", e);
        }
    }

    /**
     * Trusts whom a context trusts.
     *
     * @param context decides whom to trust and which certificate to show
     * @return a connector
     */
    public static TlsConnector of(SSLContext context) {
        return new TlsConnector(Objects.requireNonNull(context, "context"), TlsOptions.NONE, true);
    }

    /**
     * Offers protocols to speak inside (ALPN, RFC 7301).
     *
     * @param protocols their names, the best first
     * @return a connector that does
     */
    public TlsConnector alpn(String... protocols) {
        return new TlsConnector(context, options.withProtocols(protocols), verified);
    }

    /**
     * Changes any other parameter of the JDK: versions, cipher suites, server names and so on.
     *
     * @param change called for each connection
     * @return a connector that does
     */
    public TlsConnector parameters(Consumer<? super SSLParameters> change) {
        return new TlsConnector(context, options.withParameters(change), verified);
    }

    /**
     * Accepts a trusted certificate for whatever host. Anybody who has one can then pose as the peer: for tests, and for networks where
     * certificates name something else, which {@link #parameters} or the context then should check.
     *
     * @return a connector that does
     */
    public TlsConnector withoutHostnameVerification() {
        return new TlsConnector(context, options, false);
    }

    /**
     * Shakes hands as the client.
     *
     * @param stream connected; it belongs to the result, and is closed if this fails or is dropped
     * @param host the name or the number that the peer is known by: it goes to the server (SNI), unless it is a number, and is checked
     * @return a future of the encrypted stream. It fails with a {@link javax.net.ssl.SSLHandshakeException} if the two sides do not
     *     come together, with a {@link TlsTruncatedException} if the connection ends before, and with an
     *     {@link IllegalArgumentException} if {@code host} cannot be a host
     * @cancel Closes the connection: nothing can be read of it in the middle of a handshake.
     * @cost About a millisecond of processor time for the keys, in the polls of the future.
     */
    @LosesPlace
    public Future<TlsStream> connect(AsyncReadWrite stream, String host) {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(host, "host");
        return new Handshake(stream, () -> engine(host), "TLS handshake with " + host);
    }

    private SSLEngine engine(String host) {
        if (host.indexOf(':') >= 0
                && host.indexOf(':') == host.lastIndexOf(':')) { // an address of IPv6 has two or more
            throw new IllegalArgumentException("host expected without a port, got \"" + host + "\"");
        }
        SSLEngine engine = context.createSSLEngine(host, NO_PORT);
        engine.setUseClientMode(true);
        options.applyTo(engine, all -> {
            if (verified) {
                all.setEndpointIdentificationAlgorithm("HTTPS");
            }
            if (isName(host)) {
                all.setServerNames(List.of(serverName(host)));
            }
        });
        return engine;
    }

    private static SNIHostName serverName(String host) {
        try {
            return new SNIHostName(host);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("name of a host expected, got \"" + host + "\": " + e.getMessage(), e);
        }
    }

    /** Tells names, which servers may be chosen by, from numbers, which they may not (RFC 6066). */
    private static boolean isName(String host) {
        return host.indexOf(':') < 0 && !host.matches("[0-9.]+");
    }
}
