package dev.pollux.compiler.analyse;

import java.util.List;
import java.util.Set;
import org.objectweb.asm.Type;

/** The names that compiled async blocks share with {@code pollux-core}. */
public final class Abi {

    private static final String PACKAGE = "dev/pollux/future/";

    /** The future interface. */
    public static final String FUTURE = PACKAGE + "Future";

    /** The context of a poll. */
    public static final String CONTEXT = PACKAGE + "Context";

    /** The outcome of a poll, and the holder of the pending sentinel. */
    public static final String POLL = PACKAGE + "Poll";

    /** The superclass of every state. */
    public static final String FRAME = PACKAGE + "AsyncFrame";

    /** The types of the fields of {@link #FRAME}: where a block stands, and what it awaits. */
    public static final List<String> FRAME_FIELDS = List.of("I", "L" + FUTURE + ";");

    /** The functional interfaces whose lambdas are async blocks. */
    public static final Set<String> BLOCKS = Set.of(
            PACKAGE + "AsyncBlock",
            PACKAGE + "AsyncAction",
            PACKAGE + "AsyncFunction",
            PACKAGE + "AsyncConsumer",
            PACKAGE + "PreemptibleBlock",
            PACKAGE + "PreemptibleAction");

    private static final Set<String> RUNTIMES = Set.of(
            "dev/pollux/Pollux",
            "dev/pollux/runtime/AsyncRuntime",
            "dev/pollux/runtime/Handle",
            "dev/pollux/runtime/TaskBuilder");

    /** The root class. */
    public static final String OBJECT = "java/lang/Object";

    /** The type descriptor of {@link #FUTURE}. */
    public static final String FUTURE_TYPE = "L" + FUTURE + ";";

    /** The type descriptor of {@link #CONTEXT}. */
    public static final String CONTEXT_TYPE = "L" + CONTEXT + ";";

    /** The descriptor of {@code Future.pollRaw}. */
    public static final String POLL_RAW_DESCRIPTOR = "(" + CONTEXT_TYPE + ")Ljava/lang/Object;";

    private Abi() {}

    /**
     * Tells whether a lambda of a type is an async block.
     *
     * @param functionalInterface the type that an {@code invokedynamic} returns
     * @return whether its lambdas may await
     */
    public static boolean isBlock(Type functionalInterface) {
        return functionalInterface.getSort() == Type.OBJECT && BLOCKS.contains(functionalInterface.getInternalName());
    }

    /**
     * Tells whether the loops of a block give way.
     *
     * @param block the type of an async block
     * @return whether it was asked for
     */
    public static boolean isPreemptible(Type block) {
        return block.getInternalName().startsWith(PACKAGE + "Preemptible");
    }

    /**
     * Tells whether a method starts a task and returns its handle, which nobody else has then.
     *
     * @param owner the internal name of a class
     * @param name the name of one of its methods
     * @return whether it is one of the {@code spawn} methods of {@code pollux-runtime}
     */
    public static boolean startsTask(String owner, String name) {
        return RUNTIMES.contains(owner) && (name.equals("spawn") || name.equals("spawnBlocking"));
    }

    /**
     * Tells whether a method makes the future of a task that lets others run first.
     *
     * @param owner the internal name of a class
     * @param name the name of one of its methods
     * @return whether it is {@code Pollux.yieldNow}
     */
    public static boolean yields(String owner, String name) {
        return owner.equals("dev/pollux/Pollux") && name.equals("yieldNow");
    }
}
