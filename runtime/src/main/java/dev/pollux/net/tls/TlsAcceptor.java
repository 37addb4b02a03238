package dev.pollux.net.tls;

import dev.pollux.future.Future;
import dev.pollux.future.LosesPlace;
import dev.pollux.io.AsyncReadWrite;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * Makes TLS servers of accepted streams.
 *
 * <pre>{@code
 * var tls = TlsAcceptor.of(context).alpn("http/1.1");
 * while (true) {
 *     var tcp = listener.accept().await();
 *     spawn(() -> {
 *         try (var stream = timeout(Duration.ofSeconds(10), tls.accept(tcp)).await()) {
 *             ...
 *         }
 *     });
 * }
 * }</pre>
 *
 * <p>Shake hands in the task of the connection, as here, and not in the loop that accepts: a slow client would hold up the others.
 * Immutable: each method that sets something returns another acceptor.
 */
public final class TlsAcceptor {

    private final SSLContext context;
    private final TlsOptions options;

    private TlsAcceptor(SSLContext context, TlsOptions options) {
        this.context = context;
        this.options = options;
    }

    /**
     * Shows the certificate of a context.
     *
     * @param context has the key and the certificate, and decides which clients to trust
     * @return an acceptor
     */
    public static TlsAcceptor of(SSLContext context) {
        return new TlsAcceptor(Objects.requireNonNull(context, "context"), TlsOptions.NONE);
    }

    /**
     * Offers protocols to speak inside (ALPN, RFC 7301). A client that offers others only is refused.
     *
     * @param protocols their names, the best first
     * @return an acceptor that does
     */
    public TlsAcceptor alpn(String... protocols) {
        return new TlsAcceptor(context, options.withProtocols(protocols));
    }

    /**
     * Refuses clients without a certificate that the context trusts.
     *
     * @return an acceptor that does
     */
    public TlsAcceptor needClientAuth() {
        return parameters(all -> all.setNeedClientAuth(true));
    }

    /**
     * Changes any other parameter of the JDK: versions, cipher suites and so on.
     *
     * @param change called for each connection
     * @return an acceptor that does
     */
    public TlsAcceptor parameters(Consumer<? super SSLParameters> change) {
        return new TlsAcceptor(context, options.withParameters(change));
    }

    /**
     * Shakes hands as the server.
     *
     * @param stream accepted; it belongs to the result, and is closed if this fails or is dropped
     * @return as for {@link TlsConnector#connect}
     * @cancel Closes the connection: nothing can be read of it in the middle of a handshake.
     * @cost As for {@link TlsConnector#connect}.
     */
    @LosesPlace
    public Future<TlsStream> accept(AsyncReadWrite stream) {
        return new Handshake(Objects.requireNonNull(stream, "stream"), this::engine, "TLS handshake with a client");
    }

    private SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        options.applyTo(engine, all -> {});
        return engine;
    }
}
