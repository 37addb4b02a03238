package dev.pollux.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Result;
import dev.pollux.compiler.kit.Case;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkippedCleanUpTest {

    private static final String HEADER = """
            import static dev.pollux.future.Futures.async;
            import dev.pollux.future.*;
            import dev.pollux.future.Future;
            import java.io.*;
            import java.util.*;
            class Test {
                static class Busy extends Exception { }
                void rollback() { }
                void closeAll() { }
                void log(Object what) { }
            """;

    @TempDir
    Path directory;

    private Result verifyBlocks(String... statements) {
        String methods = MarkedSource.blocks("String", "Test t, Future<String> f, int n", statements);
        return MarkedSource.verifyUnit(directory, HEADER + methods + "}\n");
    }

    @Test
    @Case(refused = 13)
    void cleanUp_inAHandlerThatRethrows_warnsAtTheCallAndNamesTheAwait() {
        Result result = verifyBlocks("""
                try {
                    return f.await();
                } catch (Exception e) {
                    t/*PX0023*/.rollback();
                    throw e;
                }
                """);

        assertThat(result.success()).isTrue();
        assertThat(result.only("PX0023").message())
                .contains("[PX0023 drop-skips-clean-up]")
                .contains("rollback() does not run if the block is dropped at the await of line 13")
                .contains("catch (Exception) does not")
                .contains("catch (Throwable t) { rollback(); throw t; }");
    }

    @Test
    @Case(refused = 12)
    void cleanUp_inAHandlerOfThrowableThatGoesOn_saysOtherWords() {
        Result result = verifyBlocks("""
                try {
                    return f.await();
                } catch (Throwable e) {
                    /*PX0023*/rollback();
                    return "";
                }
                """);

        assertThat(result.only("PX0023").message())
                .contains("a catch (Throwable) that does not end by throwing is passed by")
                .contains("end the handler with a throw");
    }

    @Test
    void cleanUp_inEveryForm_warns() {
        verifyBlocks(
                "try { return f.await(); } catch (IOException | RuntimeException e) { /*PX0023*/closeAll(); throw e; }",
                "try { return f.await(); } catch (RuntimeException e) { if (n > 1) { /*PX0023*/rollback(); } throw e; }",
                "try { return f.await(); } catch (Exception e) { log(e); t/*PX0023*/.rollback(); throw new Busy(); }",
                "try { return f.await(); } catch (Exception e) { /*PX0023*/rollback();"
                        + " if (n > 1) { throw e; } else { throw new Busy(); } }",
                "try { if (n > 1) { return f.await(); } } catch (Exception e) { /*PX0023*/rollback(); throw e; }"
                        + " return \"\";",
                "try { try { return f.await(); } finally { log(1); } }"
                        + " catch (Exception e) { /*PX0023*/rollback(); throw e; }",
                "try { return f.await(); } catch (Exception e) { /*PX0023*/rollback(); throw e; }"
                        + " finally { closeAll(); }",
                "try (StringReader in = new StringReader(f.await())) { return \"\"; }"
                        + " catch (IOException e) { /*PX0023*/rollback(); throw e; }");
    }

    @Test
    void cleanUp_thatADropSeesOrThatIsNone_isFine() {
        verifyBlocks(
                // seen by a drop
                "try { return f.await(); } catch (Throwable e) { rollback(); throw e; }",
                "try { return f.await(); } finally { rollback(); }",
                "boolean done = false; try { f.await(); done = true; return \"\"; }"
                        + " catch (Exception e) { rollback(); done = true; throw e; }"
                        + " finally { if (!done) { rollback(); } }",
                "try { return f.await(); } catch (Exception e) { rollback(); throw e; }"
                        + " catch (Throwable e) { rollback(); throw e; }",
                "try { try { return f.await(); } catch (Exception e) { rollback(); throw e; } } finally { rollback(); }",
                // nothing to clean up
                "try { return f.await(); } catch (Exception e) { log(e); throw e; }",
                "try { return f.await(); } catch (Exception e) { throw new IllegalStateException(\"it\", e); }",
                "try { return f.await(); } catch (Exception e) { log(e); return \"\"; }",
                "try { return f.await(); } catch (Throwable e) { log(e); return \"\"; }",
                "try { return f.await(); } catch (Exception e) { Runnable later = () -> rollback(); log(later); throw e; }",
                // goes on, and so means the failure itself
                "try { return f.await(); } catch (IOException e) { t.closeAll(); return \"again\"; }",
                // means one exception, not any failure
                "try { if (n > 1) { throw new Busy(); } return f.await(); } catch (Busy e) { rollback(); throw e; }",
                // no await in the body
                "try { log(1); } catch (RuntimeException e) { rollback(); throw e; } return f.await();",
                "try { log(1); } catch (RuntimeException e) { f.await(); rollback(); throw e; } return \"\";",
                "try { log(1); } catch (RuntimeException e) { rollback(); throw e; } finally { f.await(); } return \"\";",
                "try { Future<String> g = async(() -> f.await()); return g.toString(); }"
                        + " catch (RuntimeException e) { rollback(); throw e; } finally { f.await(); }");
    }

    @Test
    void tryWithSeveralAwaits_warnsOnce() {
        Result result = verifyBlocks("""
                try {
                    f.await();
                    return f.await();
                } catch (Exception e) {
                    /*PX0023*/rollback();
                    throw e;
                }
                """);

        assertThat(result.only("PX0023").message()).contains("at the await of line 13");
    }
}
