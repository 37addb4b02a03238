package org.slf4j;

/** The signatures of the real one that the programs of the corpus use. */
public final class MDC {
    public static void put(String key, String value) {}

    public static String get(String key) {
        return key;
    }

    public static void remove(String key) {}

    public static void clear() {}

    public static MDCCloseable putCloseable(String key, String value) {
        return new MDCCloseable();
    }

    public static final class MDCCloseable implements AutoCloseable {
        @Override
        public void close() {}
    }

    private MDC() {}
}
