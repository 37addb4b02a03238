package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.CaseClasses;
import dev.pollux.future.AwaitTree;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/** What a woven block promises besides behaving like its source: protocol, traces, memory, class files. */
class WovenBlockTest {

    // ---------------------------------------------------------------- protocol

    @Test
    void poll_neverPolled_hasNoEffect() throws Exception {
        var blocks = Blocks.of("Future<?> block() { return async(() -> { log(\"ran\"); leaf.await(); }); }");

        blocks.future("block");

        assertThat(blocks.log()).isEmpty();
    }

    @Test
    void poll_spurious_repeatsNoSideEffect() throws Exception {
        var blocks = Blocks.of("Future<?> block() { return async(() -> { log(\"once\"); return leaf.await(); }); }");
        Future<?> block = blocks.future("block");

        assertThat(Blocks.poll(block)).isSameAs(Poll.PENDING);
        assertThat(Blocks.poll(block)).isSameAs(Poll.PENDING);
        blocks.leaf.complete("v");

        assertThat(Blocks.poll(block)).isEqualTo("v");
        assertThat(blocks.log()).containsExactly("once");
    }

    @Test
    void poll_afterReady_isRefusedAndDoesNotRunAgain() throws Exception {
        var blocks = Blocks.of("Future<?> block() { return async(() -> { log(\"once\"); return leaf.await(); }); }");
        Future<?> block = blocks.future("block");
        blocks.leaf.complete(null);

        assertThat(Blocks.poll(block)).isNull();

        assertThatThrownBy(() -> Blocks.poll(block))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("awaited or polled again after it finished or was dropped");
        assertThat(blocks.log()).containsExactly("once");
    }

    @Test
    void await_valueThatIsAPendingPoll_isAValue() throws Exception {
        var blocks = Blocks.of("Future<?> block() { return async(() -> leaf.await()); }");
        Future<?> block = blocks.future("block");
        blocks.leaf.complete(Poll.pending());

        assertThat(Blocks.poll(block)).isSameAs(Poll.pending());
    }

    @Test
    void poll_fromInsideItsOwnPoll_isRefusedAndDoesNoHarm() throws Exception {
        var blocks = Blocks.of("""
                Future<?> self;
                Future<?> block() {
                    self = async(() -> {
                        try { self.poll(Context.of(Waker.noop())); } catch (IllegalStateException e) { log(e.getMessage()); }
                        return leaf.await();
                    });
                    return self;
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.complete("v");

        assertThat(Blocks.poll(block)).isEqualTo("v");
        assertThat(blocks.log()).singleElement().asString().contains("from inside its own poll");
    }

    @Test
    void async_sameBlockTwice_isRefused() throws Exception {
        var blocks = Blocks.of("""
                AsyncBlock<Object> block = () -> leaf.await();
                Future<?> block() { return async(block); }""");
        blocks.future("block");

        assertThatThrownBy(() -> blocks.future("block"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already made into a future");
    }

    @Test
    void run_calledLikeAnOrdinaryLambda_explainsItself() throws Exception {
        var blocks = Blocks.of("""
                Object value() throws Exception { AsyncBlock<Object> b = () -> leaf.await(); return b.run(); }
                Object action() throws Exception { AsyncAction a = () -> { leaf.await(); }; a.run(); return null; }""");

        assertThatThrownBy(() -> blocks.call("value")).hasMessageContaining("make a future of it with async(block)");
        assertThatThrownBy(() -> blocks.call("action")).hasMessageContaining("make a future of it with async(block)");
    }

    @Test
    void block_errorInBody_finishesIt() throws Exception {
        var blocks = Blocks.of(
                "Future<?> block() { return async(() -> { leaf.await(); throw new StackOverflowError(); }); }");
        Future<?> block = blocks.future("block");
        blocks.leaf.complete("v");

        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(IllegalStateException.class);
    }

    // ---------------------------------------------------------------- traces

    private static final String CHAIN = """
            Future<Object> leafLevel() {
                return async(() -> {
                    Object v = leaf.await();              // line 9
                    if (v != null) {
                        throw new IllegalStateException("after resumption");   // line 11
                    }
                    return v;
                });
            }
            Future<?> block() {
                return async(() -> {
                    log("start");
                    return leafLevel().await();           // line 19
                });
            }""";

    @Test
    void exception_afterResumption_showsTheUsersLinesOfTheWholeChain() throws Exception {
        var blocks = Blocks.of(CHAIN);
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.complete("v");

        assertThatThrownBy(() -> Blocks.poll(block))
                .satisfies(e -> assertThat(Arrays.stream(e.getStackTrace())
                                .filter(frame -> frame.getMethodName().startsWith("lambda$"))
                                .map(frame ->
                                        frame.getMethodName().replaceFirst("\\$\\d+$", ":") + frame.getLineNumber()))
                        .startsWith("lambda$leafLevel:11", "lambda$block:19"));
    }

    @Test
    void awaitTree_suspended_namesEachLevel() throws Exception {
        var blocks = Blocks.of(CHAIN);
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        assertThat(AwaitTree.of(block).toString()).isEqualTo("""
                user.User.block(User.java:19)
                  user.User.leafLevel(User.java:9)
                    ManualFuture
                """);
    }

    @Test
    void awaitTree_notStarted_namesTheStartOfTheBlock() throws Exception {
        var blocks = Blocks.of(CHAIN);

        assertThat(AwaitTree.of(blocks.future("block")).toString()).contains("block(User.java:18)");
    }

    @Test
    void awaitTree_noDebugInformation_namesTheMethod() throws Exception {
        var blocks = Blocks.of(CHAIN, "-g:none");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        assertThat(AwaitTree.of(block).toString()).contains("User.block(Unknown Source)");
    }

    // ---------------------------------------------------------------- memory

    @Test
    void deadVariable_whileSuspended_isCollectable() throws Exception {
        var blocks = Blocks.of("""
                java.lang.ref.WeakReference<Object> weak;
                Future<?> block() {
                    return async(() -> {
                        byte[] big = new byte[1000];
                        weak = new java.lang.ref.WeakReference<>(big);
                        leaf.await();
                        log(big.length);
                        leaf().await();
                        return 1;
                    });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        assertThat(((WeakReference<?>) blocks.field("weak")).get()).isNotNull();
        blocks.leaf.complete("v");
        Blocks.poll(block);

        DropTest.assertCollected((WeakReference<?>) blocks.field("weak"));
        assertThat(Blocks.poll(block)).isSameAs(Poll.PENDING);
    }

    @Test
    void capturedVariable_afterItsLastUse_isCollectable() throws Exception {
        var blocks = Blocks.of("""
                java.lang.ref.WeakReference<Object> weak;
                Future<?> block() {
                    Object captured = new Object();
                    weak = new java.lang.ref.WeakReference<>(captured);
                    return async(() -> { log(captured.hashCode()); leaf.await(); });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        DropTest.assertCollected((WeakReference<?>) blocks.field("weak"));
        assertThat(Blocks.poll(block)).isSameAs(Poll.PENDING);
    }

    @Test
    void finishedBlock_holdsNothing() throws Exception {
        var blocks = Blocks.of("""
                java.lang.ref.WeakReference<Object> weak;
                class Holder { Future<?> block() { return async(() -> leaf.await() == this); } }
                Future<?> block() {
                    Holder holder = new Holder();
                    weak = new java.lang.ref.WeakReference<>(holder);
                    return holder.block();
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.complete("v");
        Blocks.poll(block);

        DropTest.assertCollected((WeakReference<?>) blocks.field("weak"));
        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(IllegalStateException.class);
    }

    // ---------------------------------------------------------------- semantics of construction

    @Test
    void newWithAwaitedArgument_initialisesTheClassBeforeTheArgument() throws Exception {
        var blocks = Blocks.of("""
                static List<Object> events = new ArrayList<>();
                static class Loud {
                    static { events.add("class initialised"); }
                    Loud(Object argument) { events.add("constructed"); }
                }
                Object argument() { events.add("argument"); return "a"; }
                Future<?> block() {
                    return async(() -> { new Loud(List.of(argument(), leaf.await())); return events; });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.complete("v");

        assertThat(Blocks.poll(block))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactly("class initialised", "argument", "constructed");
    }

    // ---------------------------------------------------------------- class files

    @Test
    void weave_twice_givesTheSameBytes() throws Exception {
        var classes = CaseClasses.ofSource("User", Blocks.source(CHAIN));

        Map<String, byte[]> first = classes.woven();
        Map<String, byte[]> second = classes.woven();

        assertThat(first.keySet()).isEqualTo(second.keySet()).hasSize(3);
        first.forEach((name, bytes) -> assertThat(bytes).isEqualTo(second.get(name)));
    }

    @Test
    void weave_wovenClass_findsNothingToDo() throws Exception {
        var weaver = new Weaver(name -> name.endsWith("Future"));
        byte[] plain =
                CaseClasses.ofSource("User", Blocks.source(CHAIN)).plain().get("user/User");

        byte[] woven = weaver.weave(plain).orElseThrow().host();

        assertThat(weaver.weave(woven)).isEmpty();
    }

    @Test
    void weave_classWithoutAwait_isLeftAlone() throws Exception {
        var classes = CaseClasses.ofSource("User", Blocks.source("Future<?> block() { return async(() -> 1); }"));

        assertThat(new Weaver(name -> name.endsWith("Future"))
                        .weave(classes.plain().values().iterator().next()))
                .isEmpty();
    }

    @Test
    void weave_serializableBlock_isRefusedWithItsLine() {
        var classes = CaseClasses.ofSource("User", Blocks.source("""
                Future<?> block() {
                    return async((AsyncBlock<Object> & java.io.Serializable) () -> leaf.await());
                }"""));

        assertThatThrownBy(classes::woven)
                .isInstanceOf(WeaveException.class)
                .hasMessageContaining("serializable")
                .satisfies(e -> assertThat(((WeaveException) e).line()).isEqualTo(8));
    }

    @Test
    void weave_blockTooLarge_isRefusedWithTheNumbers() {
        StringBuilder body = new StringBuilder("Future<?> block() { return async(() -> { int x = 0;\n");
        for (int i = 0; i < 1300; i++) {
            body.append("x += leaf.await().hashCode() * x;\n");
        }
        var classes = CaseClasses.ofSource(
                "User", Blocks.source(body.append("return x; }); }").toString()));

        assertThatThrownBy(classes::woven).isInstanceOf(WeaveException.class).hasMessageContaining("65535");
    }

    @Test
    void weave_jumpsBeyond32KiB_work() throws Exception {
        StringBuilder body = new StringBuilder(
                "Future<?> block() { return async(() -> { long x = 0; int i = 0; while (i++ < 2) {\n");
        for (int i = 0; i < 500; i++) {
            body.append("x += (").append(i).append(" == x ? leaf.await().hashCode() : x * i) + 1;\n");
        }
        var blocks = Blocks.of(body.append("} leaf.await(); return x; }); }").toString());
        Future<?> block = blocks.future("block");
        assertThat(Blocks.poll(block)).isSameAs(Poll.PENDING);
        blocks.leaf.complete(1);

        assertThat(Blocks.poll(block)).isInstanceOf(Long.class);
    }

    @Test
    void weave_newerClassFileVersion_keepsIt() throws Exception {
        byte[] plain =
                CaseClasses.ofSource("User", Blocks.source(CHAIN)).plain().get("user/User");
        plain[7] = 120;

        byte[] woven = new Weaver(name -> name.endsWith("Future"))
                .weave(plain)
                .orElseThrow()
                .host();

        assertThat(woven[7]).isEqualTo((byte) 120);
    }

    @Test
    void weave_withParameterNamesAndEveryTable_verifies() throws Exception {
        for (String option : new String[] {"-parameters", "-g:lines", "-g:vars", "-Xjcov", "-XDstringConcat=inline"}) {
            var blocks = Blocks.of(CHAIN, option);
            Future<?> block = blocks.future("block");
            Blocks.poll(block);
            blocks.leaf.complete(null);

            assertThat(Blocks.poll(block)).as(option).isNull();
        }
    }

    @Test
    void body_keepsItsNameLinesAndVariables() throws Exception {
        byte[] woven =
                CaseClasses.ofSource("User", Blocks.source(CHAIN)).woven().get("user/User");
        ClassNode node = new ClassNode();
        new ClassReader(woven).accept(node, 0);

        MethodNode body = node.methods.stream()
                .filter(method -> method.name.startsWith("lambda$leafLevel$"))
                .findFirst()
                .orElseThrow();

        assertThat(body.access & Opcodes.ACC_SYNTHETIC).isNotZero();
        assertThat(body.localVariables)
                .extracting((LocalVariableNode v) -> v.name + "@" + v.index)
                .containsExactlyInAnyOrder("this@0", "v@4");
    }

    @Test
    void unwoven_await_saysHowToCureIt() throws Exception {
        var classes =
                CaseClasses.ofSource("User", Blocks.source("Future<?> block() { return async(() -> leaf.await()); }"));
        var loader = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) {
                byte[] bytes = classes.plain().get(name.replace('.', '/'));
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
        Future<?> block = Blocks.of(loader).future("block");

        assertThatThrownBy(() -> Blocks.poll(block))
                .isInstanceOf(dev.pollux.future.NotWovenError.class)
                .hasMessageContaining("annotationProcessorPaths");
    }
}
