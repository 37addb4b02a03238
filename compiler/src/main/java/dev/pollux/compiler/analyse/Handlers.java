package dev.pollux.compiler.analyse;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Tells clean-up handlers from handlers that would swallow the signal which drops a block. */
public final class Handlers {

    private static final String THROWABLE = "java/lang/Throwable";

    private Handlers() {}

    /**
     * Finds the handlers that catch every {@code Throwable} from an await and can then go on as if nothing had happened.
     *
     * <p>A handler goes on if, without throwing, it reaches a return or code that also runs when nothing is thrown. javac's
     * handlers for try-with-resources and a {@code catch (Throwable t) { ...; throw t; }} do not; nor is a {@code finally}
     * meant here, which must run.
     *
     * @param method the body of a block
     * @param awaits its awaits
     * @return the labels of such handlers, without duplicates
     */
    public static List<LabelNode> swallowing(MethodNode method, List<? extends AbstractInsnNode> awaits) {
        ControlFlow flow = new ControlFlow(method);
        BitSet normal = flow.reachableWithoutExceptions(0);
        List<LabelNode> found = new ArrayList<>();
        for (TryCatchBlockNode range : method.tryCatchBlocks) {
            if (THROWABLE.equals(range.type)
                    && !found.contains(range.handler)
                    && awaits.stream().anyMatch(await -> covers(flow, range, await))
                    && goesOn(flow, normal, range.handler)) {
                found.add(range.handler);
            }
        }
        return found;
    }

    /** Whether any handler around an await, of whatever kind, gets to see the signal which drops a block. */
    static boolean catchAnything(MethodNode method, AbstractInsnNode await) {
        return method.tryCatchBlocks.stream()
                .filter(range -> range.type == null || range.type.equals(THROWABLE))
                .anyMatch(range -> method.instructions.indexOf(range.start) <= method.instructions.indexOf(await)
                        && method.instructions.indexOf(await) < method.instructions.indexOf(range.end));
    }

    private static boolean covers(ControlFlow flow, TryCatchBlockNode range, AbstractInsnNode await) {
        int index = flow.indexOf(await);
        return flow.indexOf(range.start) <= index && index < flow.indexOf(range.end);
    }

    static boolean goesOn(ControlFlow flow, BitSet normal, LabelNode handler) {
        BitSet reached = flow.reachableWithoutExceptions(flow.indexOf(handler));
        return reached.intersects(normal) || flow.containsReturn(reached);
    }
}
