package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.Case;
import dev.pollux.compiler.kit.CaseClasses;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** {@code new} with an await among its arguments, where the blocking twin has no say. */
class ConstructionTest {

    private static final String LOUD = """
            static List<Object> events = new ArrayList<>();
            static class Loud {
                static { events.add("class initialised"); }
                Loud(Object argument) { events.add("constructed"); }
            }
            Object argument() { events.add("argument"); return "a"; }
            Future<?> block() {
                return async(() -> { new Loud(List.of(argument(), leaf.await())); return events; });
            }""";

    @Test
    @Case(55)
    void newWithAwaitedArgument_initialisesTheClassBeforeTheArgument() throws Exception {
        var blocks = Blocks.of(LOUD);
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        assertThat(blocks.field("events").toString()).isEqualTo("[class initialised, argument]");
        blocks.leaf.complete("v");

        assertThat(Blocks.poll(block).toString()).isEqualTo("[class initialised, argument, constructed]");
    }

    @Test
    @Case(55)
    void newWithAwaitedArgument_initialisesTheClassThoughTheAwaitNeverEnds() throws Exception {
        var blocks = Blocks.of(LOUD);
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        block.drop();

        assertThat(blocks.field("events").toString()).isEqualTo("[class initialised, argument]");
    }

    // ---------------------------------------------------------------- classes that cannot be had

    private static final String BOX = """
            static class Box {
                Box(Object a, Object b) {}
            }
            Object argument() { log("argument"); return "a"; }
            Future<?> block() {
                return async(() -> {
                    try {
                        return new Box(argument(), leaf.await());
                    } catch (LinkageError e) {
                        leaf.await();
                        return e;
                    }
                });
            }""";

    @Test
    @Case(56)
    void newOfAMissingClass_failsBeforeTheArgument() throws Exception {
        Map<String, byte[]> classes = woven(BOX);
        classes.remove("user/User$Box");

        assertFailsBeforeTheArgument(classes, NoClassDefFoundError.class);
    }

    @Test
    @Case(56)
    void newOfAClassThatBecameAbstract_failsBeforeTheArgument() throws Exception {
        Map<String, byte[]> classes = woven(BOX);
        ClassNode box = MethodCode.read(classes.get("user/User$Box"));
        box.access |= Opcodes.ACC_ABSTRACT;
        ClassWriter writer = new ClassWriter(0);
        box.accept(writer);
        classes.put("user/User$Box", writer.toByteArray());

        assertFailsBeforeTheArgument(classes, InstantiationError.class);
    }

    @Test
    @Case(56)
    void newOfAClassThatCannotBeInitialised_failsBeforeTheArgument() throws Exception {
        Map<String, byte[]> classes =
                woven(BOX.replace("Box(Object", "static { if (true) throw new IllegalStateException(); }\nBox(Object"));

        assertFailsBeforeTheArgument(classes, ExceptionInInitializerError.class);
    }

    private static Map<String, byte[]> woven(String members) throws WeaveException {
        return new HashMap<>(
                CaseClasses.ofSource("User", Blocks.source(members)).woven());
    }

    private static void assertFailsBeforeTheArgument(Map<String, byte[]> classes, Class<? extends Error> error)
            throws Exception {
        var blocks = Blocks.of(CaseClasses.load(classes));
        Future<?> block = blocks.future("block");
        assertThat(Blocks.poll(block)).as("the handler awaits").isSameAs(Poll.PENDING);
        blocks.leaf.complete("v");

        assertThat(Blocks.poll(block)).isInstanceOf(error);
        assertThat(blocks.log()).isEmpty();
    }

    @Test
    @Case(47)
    void variableOfAMissingClass_neverTouched_doesNoHarm() throws Exception {
        Map<String, byte[]> classes = woven("""
                static class Gone {
                    static Gone make() { return new Gone(); }
                    int size() { return 1; }
                }
                boolean there;
                Future<?> block() {
                    return async(() -> {
                        Gone gone = null;
                        if (there) { gone = Gone.make(); }
                        Object before = leaf.await();
                        Gone[] many = gone == null ? null : new Gone[gone.size()];
                        Object after = leaf.await();
                        return before + " " + after + (gone == null && many == null ? "" : gone.size());
                    });
                }""");
        classes.remove("user/User$Gone");
        var blocks = Blocks.of(CaseClasses.load(classes));
        Future<?> block = blocks.future("block");
        assertThat(Blocks.poll(block)).isSameAs(Poll.PENDING);
        blocks.leaf.complete("v");

        assertThat(Blocks.poll(block)).isEqualTo("v v");
    }

    // ---------------------------------------------------------------- failing constructors

    @Test
    @Case(58)
    void constructorThatThrows_afterResumption_meetsTheHandlerAroundIt() throws Exception {
        var blocks = Blocks.of("""
                static class Bad { Bad(Object a) { throw new IllegalStateException("bad " + a); } }
                Future<?> block() {
                    return async(() -> {
                        try { return new Bad(leaf.await()); } catch (IllegalStateException e) { return e.getMessage(); }
                    });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.complete("v");

        assertThat(Blocks.poll(block)).isEqualTo("bad v");
        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(IllegalStateException.class);
    }
}
