package dev.pollux.net.tls;

import dev.pollux.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Keys and certificates that the JDK's keytool makes for one run of the tests. */
public final class Certificates {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path store;

    private Certificates(Path store) {
        this.store = store;
    }

    /** Makes a key and a certificate, signed by itself, for localhost and 127.0.0.1. */
    public static Certificates of(Path directory, String name) throws IOException, InterruptedException {
        Path store = directory.resolve(name + ".p12");
        keytool(
                store,
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1");
        return new Certificates(store);
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        Collections.addAll(command, arguments);
        Collections.addAll(
                command, "-keystore", store.toString(), "-storepass", new String(PASSWORD), "-validity", "2");
        Tool.run(command);
    }

    /** Shows this certificate, and trusts another. */
    public SSLContext trusting(Certificates peer) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(), PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(peer.load());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    /** The store itself, for programs that read such files. */
    public Path file() {
        return store;
    }

    static String password() {
        return new String(PASSWORD);
    }
}
