package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.analyse.Abi;
import dev.pollux.compiler.kit.CaseClasses;
import dev.pollux.future.AsyncFrame;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Type;

/** What the weaver says about the size of a block, against the block as the JVM lays it out. */
class BlockSizeTest {

    private static Woven woven(String members) throws Exception {
        String source = """
                package user;
                import dev.pollux.future.*;
                import static dev.pollux.future.Futures.*;
                class User {
                    %s
                }
                """.formatted(members);
        byte[] plain = CaseClasses.ofSource("User", source).plain().get("user/User");
        return new Weaver(name -> name.endsWith("Future")).weave(plain).orElseThrow();
    }

    @Test
    void fieldsOfAsyncFrame_areTheOnesThatTheCompilerCounts() {
        List<String> fields = Arrays.stream(AsyncFrame.class.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .map(field -> Type.getDescriptor(field.getType()))
                .toList();

        assertThat(fields).containsExactlyInAnyOrderElementsOf(Abi.FRAME_FIELDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Future<?> f(Future<?> a) { return async(() -> a.await()); }",
                "Future<?> f(Future<?> a, int i) { return async(() -> { a.await(); return i; }); }",
                "Future<?> f(Future<?> a, long i) { return async(() -> { a.await(); return i; }); }",
                "Future<?> f(Future<?> a, long i, int k, double d) { return async(() -> { a.await(); return i + k + d; }); }",
                "Future<?> f(Future<?> a, float x, String s) { return async(() -> { a.await(); return s + x + this; }); }",
                "static Future<?> f(long a, long b) { return async(() -> { pending().await(); return a + b; }); }"
            })
    void stateBytes_ofSeveralShapes_areThoseOfTheJvm(String member) throws Exception {
        Woven woven = woven(member);
        String frame = woven.frames().keySet().iterator().next();
        ClassLoader loader = CaseClasses.load(
                Map.of("user/User", woven.host(), frame, woven.frames().get(frame)));
        int expected = instanceBytes(loader.loadClass(frame.replace('/', '.')));

        assertThat(woven.blocks().get(0).stateBytes(BlockSize.HEADER)).isEqualTo(expected);
    }

    /** The end of the last field, rounded up. */
    private static int instanceBytes(Class<?> type) throws Exception {
        long end = 0;
        for (Class<?> owner = type; owner != Object.class; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    int size = field.getType() == long.class || field.getType() == double.class ? 8 : 4;
                    end = Math.max(end, offset(field) + size);
                }
            }
        }
        return (int) ((end + 7) / 8 * 8);
    }

    /** By reflection, since javac warns of this class in a way that cannot be suppressed. */
    private static long offset(Field field) throws Exception {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        Field instance = unsafe.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        Method offset = unsafe.getMethod("objectFieldOffset", Field.class);
        return (long) offset.invoke(instance.get(null), field);
    }

    @Test
    void stateBytes_withTwoLocals_keepAChainOfThreeWithin100BytesAnd72WithCompactHeaders() throws Exception {
        BlockSize block = woven("""
                static Future<Integer> level(Future<Integer> inner, int i) {
                    return async(() -> { String text = "x"; return inner.await() + i + text.length(); });
                }""").blocks().get(0);
        BlockSize free = woven("""
                static Future<Integer> level(int i) {
                    return async(() -> { String text = "x"; return Futures.<Integer>pending().await() + i + text.length(); });
                }""").blocks().get(0);

        assertThat(3 * free.stateBytes(BlockSize.HEADER)).isLessThanOrEqualTo(100);
        assertThat(3 * free.stateBytes(BlockSize.COMPACT_HEADER)).isLessThanOrEqualTo(72);
        assertThat(block.stateBytes(BlockSize.HEADER)).isEqualTo(32);
    }

    @Test
    void code_ofABlock_isTheLengthOfItsMethod() throws Exception {
        Woven woven = woven("Future<?> f(Future<?> a) { return async(() -> { a.await(); return a.await(); }); }");

        assertThat(woven.blocks().get(0).code()).isEqualTo(CodeLength.of(woven.host(), "lambda$f$0"));
    }

    @Test
    void awaits_inAFinally_areCountedAsOftenAsJavacCopiedThem() throws Exception {
        BlockSize block = woven("""
                Future<?> f(Future<Integer> a, int i) { return async(() -> {
                    try {
                        if (a.await() > 0) { return i; }
                        return a.toString();
                    } finally {
                        a.await();
                    }
                }); }""").blocks().get(0);

        assertThat(block.awaitCount()).isEqualTo(4);
        assertThat(block.awaits().get(0).line()).isEqualTo(10);
        assertThat(block.awaits().get(0).awaits()).isEqualTo(3);
        assertThat(block.largest()).startsWith("the 3 awaits of line 10 (").contains("the await of line 7 (");
    }
}
