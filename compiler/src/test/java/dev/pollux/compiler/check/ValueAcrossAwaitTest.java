package dev.pollux.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueAcrossAwaitTest {

    private static final String HEADER = """
            import static dev.pollux.Pollux.*;
            import static dev.pollux.future.Futures.async;
            import dev.pollux.future.*;
            import dev.pollux.future.Future;
            import java.util.*;
            import java.util.function.*;
            @NotAcrossAwait("it belongs to the thread")
            class Guard implements AutoCloseable {
                void use(Object... values) { }
                public void close() { }
                static void help(Object value) { }
            }
            class Narrow extends Guard { Narrow(Object... values) { } }
            @ThreadConfined
            interface Cursor { int next(); }
            record Plain(int next) { void close() { } }
            class Test {
                Guard guard() { return new Guard(); }
                Cursor cursor() { return () -> 1; }
                Guard field = new Guard();
            """;

    @TempDir
    Path directory;

    private Result verify(String members) {
        return MarkedSource.verifyUnit(directory, HEADER + members + "}\n");
    }

    private Result verifyBlocks(String... statements) {
        return verify(MarkedSource.blocks("Void", "Future<String> f, int n, List<String> list", statements));
    }

    // ---------------------------------------------------------------- not across await

    @Test
    void markedValue_usedBeforeAndAfterAnAwait_namesItAndBothLines() {
        Result result = verifyBlocks("""
                Guard held = guard();
                f/*PX0021*/.await();
                held.close();
                """);

        assertThat(result.success()).isTrue();
        assertThat(result.only("PX0021").message())
                .contains("[PX0021 not-across-await]")
                .contains("await() of line 23 while held of line 22 is still needed")
                .contains("held must not live across an await: it belongs to the thread.");
    }

    @Test
    void markedValue_inEveryForm_warns() {
        verifyBlocks(
                "Narrow held = new Narrow(); f/*PX0021*/.await(); held.use();",
                "var held = guard(); f/*PX0021*/.await(); held.use();",
                "Guard[] held = {guard()}; f/*PX0021*/.await(); held[0].use();",
                "@NotAcrossAwait Object held = \"\"; f/*PX0021*/.await(); held.hashCode();",
                "try (Guard held = guard()) { f/*PX0021*/.await(); }",
                "Guard held = guard(); try (held) { f/*PX0021*/.await(); }",
                "Guard held = null; try { held = guard(); f/*PX0021*/.await(); } finally { held.close(); }",
                "Object any = list; if (any instanceof Guard held) { f/*PX0021*/.await(); held.use(); }",
                "Guard held = guard(); f/*PX0021*/.await(); Runnable later = () -> held.use();",
                "Guard held = guard(); f/*PX0021*/.await(); Runnable later = held::close;",
                "Guard held = guard(); f/*PX0021*/.await(); new Object() { void late() { held.use(); } };",
                "Guard held = guard(); do { held.use(); f/*PX0021*/.await(); } while (n > 1);",
                "Guard held; if (n > 1) { held = guard(); } else { held = field; } f/*PX0021*/.await(); held.use();");
    }

    @Test
    void markedOperand_evaluatedBeforeAnAwait_warns() {
        Result result = verifyBlocks("""
                guard().use(f/*PX0021*/.await());
                """);

        assertThat(result.only("PX0021").message()).contains("while guard() of line 22 is still needed");
    }

    @Test
    void markedOperand_ofEveryKind_warns() {
        verifyBlocks(
                "Guard held = guard(); held.use(n, f/*PX0021*/.await());",
                "Guard held = guard(); Guard.help(new Narrow(held, f/*PX0021*/.await()));",
                "list.add(String.format(\"%s %s\", guard(), n > 1 ? f/*PX0021*/.await() : \"\"));");
    }

    @Test
    void markedValue_thatDoesNotLiveAcross_isFine() {
        verifyBlocks(
                "Guard held = guard(); held.close(); f.await();",
                "f.await(); Guard held = guard(); held.close();",
                "Guard held = guard(); held.use(); f.await(); held = guard(); held.use();",
                "Guard held = null; try { f.await(); held = guard(); } finally { if (held != null) held.close(); }",
                "Guard held = guard(); if (n > 1) { f.await(); return; } held.close();",
                "for (int i = 0; i < n; i++) { try (Guard held = guard()) { held.use(); } f.await(); }",
                "try (Guard held = guard()) { held.use(); } finally { f.await(); }",
                "guard().use(n); f.await();",
                "Guard.help(f.await());",
                "new Guard().use(list.size()); list.add(f.await());",
                "list.forEach(each -> { Guard held = guard(); held.use(); }); f.await();",
                "Consumer<Guard> user = held -> held.use(); f.await(); user.accept(guard());",
                "Plain plain = new Plain(1); f.await(); plain.close();",
                "Object plain = guard(); f.await(); plain.hashCode();",
                "switch (n) { case 1: Guard held = guard(); held.use(); break; default: f.await(); }");
    }

    @Test
    void parameterAroundTheBlock_usedAfterAnAwait_warns() {
        Result result = verify("""
                Future<Void> test(
                        @NotAcrossAwait("so be it") Object one, Guard used, Future<String> f) {
                    return async(() -> {
                        used.use();
                        f/*PX0021*/.await();
                        one.hashCode();
                    });
                }
                """);

        assertThat(result.only("PX0021").message())
                .contains("while one of line 22 is still needed", "one must not live across an await: so be it.");
    }

    @Test
    void variable_ofEveryKindOfCodeAround_warns() {
        verify("""
                static final Function<Guard, Future<String>> FIELD = held -> async(() -> {
                    Polled.f/*PX0021*/.await();
                    held.use();
                    return "";
                });
                interface Polled { Future<String> f = cx -> Poll.ready(""); }
                void test(Object any, List<Guard> all) {
                    all.forEach(held -> spawn(() -> {
                        Polled.f/*PX0021*/.await();
                        held.use();
                    }));
                    if (any instanceof Guard held) {
                        spawn(() -> {
                            Polled.f/*PX0021*/.await();
                            held.use();
                        });
                    }
                    for (Guard held : all) {
                        spawn(() -> {
                            Polled.f/*PX0021*/.await();
                            held.use();
                        });
                    }
                }
                """);
    }

    @Test
    void nestedBlock_thatCapturesAMarkedValue_isAUseAndIsLookedAtItself() {
        verify("""
                Future<Void> test(Future<String> f) {
                    return async(() -> {
                        Guard held = guard();
                        f/*PX0021*/.await();
                        Future<Void> inner = async(() -> {
                            held.use();
                            f.await();
                        });
                        Future<Void> other = async(() -> {
                            f/*PX0021*/.await();
                            held.use();
                        });
                        inner.await();
                        other.await();
                    });
                }
                """);
    }

    // ---------------------------------------------------------------- thread-confined

    @Test
    void confinedValue_inABlockThatMayBeSpawned_namesItAndBothLines() {
        Result result = verifyBlocks("""
                Cursor rows = cursor();
                f/*PX0022*/.await();
                rows.next();
                """);

        assertThat(result.only("PX0022").message())
                .contains("[PX0022 thread-confined]")
                .contains("await() of line 23 while rows of line 22 is still needed")
                .contains("rows is @ThreadConfined, and the block may go on in another thread.");
    }

    @Test
    void confinedValue_ofTheCodeAround_warns() {
        verify("""
                void test(Cursor rows, Future<String> f) {
                    spawn(() -> {
                        f/*PX0022*/.await();
                        rows.next();
                    });
                    spawn(async(() -> {
                        rows.next();
                        f.await();
                    }));
                }
                """);
    }

    @Test
    void confinedValue_inABlockThatStaysInItsThread_isFine() {
        verify("""
                void test(Cursor rows, Future<String> f) throws Exception {
                    run(() -> {
                        f.await();
                        rows.next();
                    });
                    run(async(() -> {
                        f.await();
                        rows.next();
                    }));
                    dev.pollux.Pollux.run(() -> {
                        f.await();
                        return rows.next();
                    });
                }
                """);
    }

    @Test
    void confinedValue_inABlockInsideOneThatStays_warns() {
        verify("""
                void test(Cursor rows, Future<String> f) throws Exception {
                    run(() -> {
                        spawn(() -> {
                            f/*PX0022*/.await();
                            rows.next();
                        });
                        f.await();
                    });
                }
                """);
    }

    @Test
    void guardInABlockThatStays_warnsAllTheSame() {
        verify("""
                void test(Future<String> f) throws Exception {
                    run(() -> {
                        try (Guard held = guard()) {
                            f/*PX0021*/.await();
                        }
                    });
                }
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pollux", "pollux:thread-confined", "pollux:PX0022"})
    void suppression_silences(String key) {
        verify("@SuppressWarnings(\"" + key + "\")\n" + """
                Future<Void> test(Cursor rows, Future<String> f) {
                    return async(() -> {
                        f.await();
                        rows.next();
                    });
                }
                """);
    }
}
