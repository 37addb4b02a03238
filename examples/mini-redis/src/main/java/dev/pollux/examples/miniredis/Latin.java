package dev.pollux.examples.miniredis;

import java.nio.charset.StandardCharsets;

/** Bytes as text, one byte a character: keys and values are any bytes, and strings are what the JDK compares and hashes well. */
final class Latin {

    private Latin() {}

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
