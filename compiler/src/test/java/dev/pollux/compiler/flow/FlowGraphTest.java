package dev.pollux.compiler.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The graph of a body as the pairs of calls that may follow each other: {@code a>b} if {@code a()} ended, {@code a!b} if it threw. The
 * beginning is {@code +}, and a resource is closed by {@code *}.
 */
class FlowGraphTest {

    private static String ways(String body) {
        FlowGraph graph = FlowGraph.of(lambda("class Test { Runnable r = () -> {" + body + "}; }"));
        Set<String> ways = new TreeSet<>();
        List<Step> from = new ArrayList<>(List.of(graph.entry()));
        graph.steps().stream().filter(FlowGraphTest::isCall).forEach(from::add);
        for (Step step : from) {
            addFrom(step, step.next(), ">", ways);
            Step onThrow = step.onThrow();
            addFrom(step, onThrow == null ? List.of() : List.of(onThrow), "!", ways);
        }
        return String.join(" ", ways);
    }

    private static void addFrom(Step start, List<Step> next, String sign, Set<String> ways) {
        for (Step step : next) {
            if (isCall(step)) {
                ways.add(name(start) + sign + name(step));
            } else if (step.kind() == Step.Kind.THROW) {
                Step handler = step.onThrow();
                addFrom(start, handler == null ? List.of() : List.of(handler), sign, ways);
            } else {
                addFrom(start, step.next(), sign, ways);
            }
        }
    }

    private static boolean isCall(Step step) {
        return step.kind() == Step.Kind.CALL || step.kind() == Step.Kind.CLOSE;
    }

    private static String name(Step step) {
        return switch (step.kind()) {
            case PASS -> "+";
            case CALL ->
                ((MethodInvocationTree) step.path().getLeaf()).getMethodSelect().toString();
            default -> "*";
        };
    }

    private static TreePath lambda(String source) {
        JavaFileObject file = new SimpleJavaFileObject(URI.create("mem:///Test.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        JavacTask task =
                (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, null, null, null, List.of(file));
        try {
            List<TreePath> found = new ArrayList<>();
            new TreePathScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void unused) {
                    found.add(getCurrentPath());
                    return null;
                }
            }.scan(task.parse(), null);
            return found.get(0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void assertWays(String body, String expected) {
        assertThat(ways(body))
                .isEqualTo(Set.of(expected.split(" ")).stream().sorted().collect(Collectors.joining(" ")));
    }

    // ---------------------------------------------------------------- straight on

    @Test
    void operands_comeBeforeTheirCall() {
        assertWays("a(b(), c() + d()); e();", "+>b b>c c>d d>a a>e");
    }

    @Test
    void bodyOfAnother_isNotEntered() {
        assertWays("a(() -> b()); class Local { void m() { c(); } } d();", "+>a a>d");
    }

    // ---------------------------------------------------------------- branches

    @Test
    void branch_hasTwoWays() {
        assertWays("if (a()) b(); else c(); d();", "+>a a>b a>c b>d c>d");
        assertWays("if (a()) b(); d();", "+>a a>b a>d b>d");
        assertWays("int x = a() ? b() : c(); d();", "+>a a>b a>c b>d c>d");
    }

    @Test
    void branch_onTwoConditions_skipsTheSecond() {
        assertWays("if (a() && b()) c(); else d();", "+>a a>b a>d b>c b>d");
        assertWays("if (!(a() || b())) c(); else d();", "+>a a>b a>d b>c b>d");
        assertWays("boolean x = a() && b(); c();", "+>a a>b a>c b>c");
    }

    @Test
    void branch_onAConstant_hasOneWay() {
        assertWays("if (true) a(); else b(); c();", "+>a a>c b>c");
        assertWays("while (true) { a(); } ", "+>a a>a");
    }

    @Test
    void switch_ofTheOldForm_fallsThrough() {
        assertWays(
                "switch (a()) { case 1: b(); case 2: c(); break; case 3: d(); } e();",
                "+>a a>b b>c a>c c>e a>d d>e a>e");
        assertWays("switch (a()) { case 1: b(); break; default: c(); } d();", "+>a a>b a>c b>d c>d");
    }

    @Test
    void switch_withArrows_doesNot() {
        assertWays(
                "switch (a()) { case 1 -> b(); case 2 -> { c(); } default -> d(); } e();",
                "+>a a>b a>c a>d b>e c>e d>e");
    }

    @Test
    void switchExpression_yieldsToItsEnd() {
        assertWays(
                "int x = switch (a()) { case 1 -> b(); case 2 -> { while (c()) { yield d(); } yield 1; }"
                        + " default -> throw e(); }; f();",
                "+>a a>b a>c a>e b>f c>d c>f d>f");
    }

    // ---------------------------------------------------------------- loops and jumps

    @Test
    void loop_goesRound() {
        assertWays("while (a()) { b(); } c();", "+>a a>b b>a a>c");
        assertWays("do { a(); } while (b()); c();", "+>a a>b b>a b>c");
        assertWays("for (a(); b(); c()) { d(); } e();", "+>a a>b b>d d>c c>b b>e");
        assertWays("for (int x : a()) { b(); } c();", "+>a a>b b>b a>c b>c");
    }

    @Test
    void jump_leavesItsLoop() {
        assertWays("for (;;) { if (a()) break; if (b()) continue; c(); } d();", "+>a a>d a>b b>a b>c c>a");
        assertWays("for (a(); b(); c()) { if (d()) continue; e(); }", "+>a a>b b>d d>c d>e e>c c>b");
        assertWays("do { if (a()) continue; b(); } while (c()); d();", "+>a a>b a>c b>c c>a c>d");
        assertWays(
                "while (a()) { switch (b()) { case 1: break; default: continue; } c(); } d();",
                "+>a a>b a>d b>c b>a c>a");
    }

    @Test
    void jump_withALabel_leavesSeveral() {
        assertWays(
                "x: while (a()) { while (b()) { if (c()) continue x; if (d()) break x; } } e();",
                "+>a a>b a>e b>c b>a c>a c>d d>e d>b");
        assertWays("x: { a(); if (b()) break x; c(); } d();", "+>a a>b b>d b>c c>d");
        assertWays("x: y: for (;;) { if (a()) continue x; b(); break y; } c();", "+>a a>a a>b b>c");
    }

    @Test
    void return_endsTheBody() {
        assertWays("if (a()) return; b();", "+>a a>b");
    }

    // ---------------------------------------------------------------- try

    @Test
    void exception_goesToEachHandler() {
        assertWays(
                "try { a(); b(); } catch (X x) { c(); } catch (Y y) { d(); } e();",
                "+>a a>b a!c a!d b!c b!d b>e c>e d>e");
    }

    @Test
    void exceptionOfAHandler_goesOutwards() {
        assertWays(
                "try { try { a(); } catch (X x) { b(); } } catch (Y y) { c(); } d();", "+>a a!b a!c a>d b!c b>d c>d");
    }

    @Test
    void throw_goesToTheHandlerAlone() {
        assertWays("try { a(); throw x; } catch (X x) { b(); } c();", "+>a a!b a>b b>c");
        assertWays("a(); if (b()) throw x; c();", "+>a a>b b>c");
    }

    @Test
    void finally_runsOnEachWayAndGoesOnAsThatWay() {
        assertWays("try { a(); } finally { b(); } c();", "+>a a>b a!b b>c");
        assertWays(
                "while (a()) { try { if (b()) break; if (c()) continue; if (d()) return; } finally { e(); } f(); } g();",
                "+>a a>b a>g b>e b>c b!e c>e c>d c!e d>e d!e e>g e>a e>f f>a");
    }

    @Test
    void finally_afterAReturn_doesNotComeToWhatFollowsTheTry() {
        assertWays("try { return a(); } finally { b(); } ", "+>a a>b a!b");
        assertWays("try { a(); return; } finally { b(); }", "+>a a>b a!b");
        FlowGraph graph = FlowGraph.of(lambda(
                "class Test { Runnable r = () -> { try { if (a()) { b(); return; } } finally { c(); } d(); }; }"));
        Step returning = graph.steps().stream()
                .filter(step -> isCall(step) && name(step).equals("b"))
                .findFirst()
                .orElseThrow();

        assertThat(FlowGraph.between(
                        returning, step -> isCall(step) && name(step).equals("c"), step -> true, step -> false))
                .isEmpty();
    }

    @Test
    void finally_insideAFinally_runsInOrder() {
        assertWays("try { try { return a(); } finally { b(); } } finally { c(); }", "+>a a>b a!b b>c b!c");
    }

    @Test
    void jumpInAFinally_swallowsTheException() {
        assertWays("while (a()) { try { b(); } finally { continue; } }", "+>a a>b b>a b!a");
    }

    @Test
    void resources_areClosedOnEachWay() {
        assertWays("try (X x = a(); Y y = b()) { c(); } d();", "+>a a>b b!* b>c c>* c!* *>* *!* *>d");
        assertWays(
                "try (x) { if (a()) return; b(); } catch (X e) { c(); } finally { d(); } e();",
                "+>a a>* a!* a>b b>* b!* *>d *!c *>c *!d c>d c!d d>e");
    }

    // ---------------------------------------------------------------- the search

    @Test
    void between_findsThePlacesOnTheWayToTheGoal() {
        FlowGraph graph = FlowGraph.of(
                lambda(
                        "class Test { Runnable r = () -> { a(); p(); if (x) { q(); return; } goal(); r(); stop(); s(); goal(); }; }"));
        Step start = graph.steps().get(1);

        List<Step> found = FlowGraph.between(
                start,
                step -> isCall(step) && name(step).length() == 1,
                step -> isCall(step) && name(step).equals("goal"),
                step -> isCall(step) && name(step).equals("stop"));

        assertThat(found).extracting(FlowGraphTest::name).containsExactly("p");
    }
}
