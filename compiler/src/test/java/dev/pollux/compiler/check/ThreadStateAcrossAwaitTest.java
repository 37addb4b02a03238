package dev.pollux.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadStateAcrossAwaitTest {

    private static final String UNIT = """
            package org.slf4j;
            import static dev.pollux.future.Futures.async;
            import dev.pollux.future.*;
            import java.io.Closeable;
            class MDC {
                static void put(String key, String value) { }
                static String get(String key) { return key; }
                static void remove(String key) { }
                static void clear() { }
                static MDCCloseable putCloseable(String key, String value) { return new MDCCloseable(); }
                static class MDCCloseable implements Closeable { public void close() { } }
            }
            class Test {
                Future<Void> test(Future<String> f) {
                    return async(() -> {
            """;

    @TempDir
    Path directory;

    private Result verifyBlock(String statements) {
        return MarkedSource.verifyUnit(directory, UNIT + statements + "}); } }\n");
    }

    @Test
    void loggingContext_putBeforeAndRemovedAfterAnAwait_warns() {
        Result result = verifyBlock("""
                MDC.put("user", "Ada");
                f/*PX0021*/.await();
                MDC.remove("user");
                """);

        assertThat(result.only("PX0021").message())
                .contains("what MDC.put(\"user\", \"Ada\") of line 16 begins goes on")
                .contains("across the await of line 17")
                .contains("begin it anew afterwards");
    }

    @Test
    void loggingContext_readOrClearedAfterAnAwait_warns() {
        verifyBlock("""
                MDC.put("user", "Ada");
                try {
                    f/*PX0021*/.await();
                    System.out.println(MDC.get("user"));
                } finally {
                    MDC.clear();
                }
                f.await();
                """);
    }

    @Test
    void loggingContext_endedBeforeTheAwait_isFine() {
        verifyBlock("""
                MDC.put("user", "Ada");
                MDC.remove("user");
                f.await();
                MDC.put("user", "Ada");
                MDC.clear();
                f.await();
                System.out.println(MDC.get("user"));
                MDC.put("other", "Ada");
                MDC.remove("other");
                """);
    }

    @Test
    void loggingContext_ofAnotherKey_isFine() {
        verifyBlock("""
                f.await();
                MDC.put("one", "1");
                MDC.remove("one");
                f.await();
                MDC.remove("two");
                """);
    }

    @Test
    void closeableContext_openAcrossAnAwait_warns() {
        Result result = verifyBlock("""
                try (MDC.MDCCloseable user = MDC.putCloseable("user", "Ada")) {
                    f/*PX0021*/.await();
                }
                f.await();
                """);

        assertThat(result.only("PX0021").message())
                .contains("await() of line 17 while user of line 16 is still needed", "restore a context");
    }

    @Test
    void transactionOfTheThread_overAnAwait_warns() {
        MarkedSource.verifyUnit(directory, """
                package jakarta.transaction;
                import static dev.pollux.future.Futures.async;
                import dev.pollux.future.*;
                interface UserTransaction { void begin(); void commit(); void rollback(); }
                class Test {
                    Future<Void> test(UserTransaction transaction, UserTransaction other, Future<String> f) {
                        return async(() -> {
                            transaction.begin();
                            try {
                                f/*PX0021*/.await();
                                transaction.commit();
                            } catch (Throwable t) {
                                transaction.rollback();
                                throw t;
                            }
                            f.await();
                            other.begin();
                            other.commit();
                        });
                    }
                }
                """);
    }
}
