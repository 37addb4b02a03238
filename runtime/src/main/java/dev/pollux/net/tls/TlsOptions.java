package dev.pollux.net.tls;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * What both sides may be told: which protocols to offer inside, and whatever the JDK has a parameter for.
 *
 * @param protocols offered by ALPN, the best first; none if empty
 * @param parameters changes the parameters of each engine, after all else was set
 */
record TlsOptions(List<String> protocols, Consumer<? super SSLParameters> parameters) {

    static final TlsOptions NONE = new TlsOptions(List.of(), ignored -> {});

    TlsOptions withProtocols(String... names) {
        for (String name : names) {
            if (Objects.requireNonNull(name, "protocol").isEmpty()) {
                throw new IllegalArgumentException("a protocol for ALPN has a name: " + Arrays.toString(names));
            }
        }
        return new TlsOptions(List.of(names), parameters);
    }

    TlsOptions withParameters(Consumer<? super SSLParameters> change) {
        Objects.requireNonNull(change, "change");
        return new TlsOptions(protocols, all -> {
            parameters.accept(all);
            change.accept(all);
        });
    }

    /** Sets what the connector or acceptor wants, and then what the user does. */
    void applyTo(SSLEngine engine, Consumer<SSLParameters> first) {
        SSLParameters all = engine.getSSLParameters();
        all.setApplicationProtocols(protocols.toArray(String[]::new));
        first.accept(all);
        parameters.accept(all);
        engine.setSSLParameters(all);
    }
}
