package dev.pollux.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Compilation;
import dev.pollux.compiler.javac.Result;
import dev.pollux.compiler.kit.Case;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PX0005 and PX0006. */
class MethodReferenceChecksTest {

    @TempDir
    Path directory;

    @Test
    @Case(refused = 5)
    void reference_toAwait_isAnErrorWithTheCure() {
        Result result = MarkedSource.verify(directory, """
                interface Thrower<A, B> { B apply(A a) throws Exception; }
                Thrower<Future<String>, String> unbound = /*PX0005*/Future::await;
                Callable<String> bound(Future<String> future) { return /*PX0005*/future::await; }
                """);

        assertThat(result.reports().get(0).message())
                .contains("[PX0005 await-method-reference]", "a loop in an async block");
    }

    @Test
    void reference_toAwaitAsBlock_saysPassTheFuture() {
        Result result = MarkedSource.verify(directory, """
                Future<String> test(Future<String> future) {
                    return async(/*PX0005*/future::await);
                }
                """);

        assertThat(result.only("PX0005").message()).contains("pass the future itself");
    }

    @Test
    void reference_toOtherAwait_isFine() {
        MarkedSource.verify(directory, """
                Callable<Void> test(CountDownLatch latch) {
                    return () -> { AsyncAction wait = latch::await; return null; };
                }
                """);
    }

    @Test
    void blockReference_toAnAwaitingMethod_isAnErrorWithTheCure() {
        Result result = MarkedSource.verify(directory, """
                Future<String> source;
                String text() throws Exception { return source/*PX0002*/.await(); }
                Future<String> test() {
                    return async(/*PX0006*/this::text);
                }
                """);

        assertThat(result.only("PX0006").message())
                .contains("[PX0006 block-method-reference]", "text()", "move the awaits into a lambda");
    }

    @Test
    void blockReference_toAMethodOfALaterClass_isFound() {
        Result result = Compilation.in(directory)
                .source("A.java", """
                        import dev.pollux.future.*;
                        class A { Future<String> test(B b) { return Futures.async(b::text); } }
                        """)
                .source("B.java", """
                        import dev.pollux.future.*;
                        class B { Future<String> f; String text() throws Exception { return f.await(); } }
                        """)
                .compile();

        assertThat(result.codes()).containsExactlyInAnyOrder("PX0006", "PX0002");
    }

    @Test
    @Case(129)
    void blockReference_toAMethodWithoutAwait_isFine() {
        MarkedSource.verify(directory, """
                Future<String> source;
                String plain() throws Exception { new CountDownLatch(1).await(); return ""; }
                Future<String> lazy() { return async(() -> source.await()); }
                Future<String> one() { return async(this::plain); }
                Future<Future<String>> two() { return async(this::lazy); }
                Future<String> three(String text) { return async(text::strip); }
                """);
    }

    @Test
    void ordinaryReference_toAnAwaitingMethod_isLeftToTheAwaitItself() {
        MarkedSource.verify(directory, """
                String text(Future<String> f) throws Exception { return f/*PX0002*/.await(); }
                interface Thrower<A, B> { B apply(A a) throws Exception; }
                Thrower<Future<String>, String> reference = this::text;
                """);
    }
}
