package dev.pollux.compiler.weave;

import dev.pollux.compiler.analyse.SuspensionPlan;
import dev.pollux.compiler.analyse.SuspensionPlan.Local;
import dev.pollux.compiler.analyse.SuspensionPlan.Operand;
import dev.pollux.compiler.analyse.SuspensionPlan.Suspension;
import dev.pollux.compiler.weave.BlockSize.AwaitLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/** Measures the blocks of one class: puts a label behind each body, whose place is known once the class has been written. */
final class BlockMeter {

    private record Block(MethodNode body, SuspensionPlan plan, LabelNode end) {}

    private final ClassNode host;
    private final List<Block> blocks = new ArrayList<>();

    BlockMeter(ClassNode host) {
        this.host = host;
    }

    /** Takes a body that was made resumable. */
    void add(MethodNode body, SuspensionPlan plan) {
        LabelNode end = new LabelNode();
        body.instructions.add(end);
        blocks.add(new Block(body, plan, end));
    }

    /** The blocks in the order in which they were added. The class must have been written. */
    List<BlockSize> sizes() {
        return blocks.stream()
                .map(block -> size(block, block.end().getLabel().getOffset()))
                .toList();
    }

    private BlockSize size(Block block, int code) {
        return new BlockSize(
                place(block), fields(block), code, awaits(block.plan().suspensions()));
    }

    /** Words the refusal of the JVM's limit. */
    WeaveException tooLarge(MethodTooLargeException refused) {
        for (Block block : blocks) {
            if (block.body().name.equals(refused.getMethodName())) {
                return new WeaveException(
                        "it compiles to " + refused.getCodeSize() + " bytes of code, and the JVM takes 65535 at most; "
                                + "most is kept by "
                                + size(block, refused.getCodeSize()).largest()
                                + "; move parts of it to methods that return futures, and await those",
                        block.plan().line());
            }
        }
        return new WeaveException(
                refused.getMethodName() + " compiles to " + refused.getCodeSize()
                        + " bytes of code, and the JVM takes 65535 at most; make it shorter",
                -1);
    }

    private StackTraceElement place(Block block) {
        return new StackTraceElement(
                host.name.replace('/', '.'),
                BlockNames.methodName(host, block.body()),
                host.sourceFile,
                block.plan().line());
    }

    private Map<String, String> fields(Block block) {
        Map<String, String> fields = new LinkedHashMap<>();
        if ((block.body().access & Opcodes.ACC_STATIC) == 0) {
            fields.put("self", "L" + host.name + ";");
        }
        fields.putAll(block.plan().fields());
        return fields;
    }

    private static List<AwaitLine> awaits(List<Suspension> suspensions) {
        Map<Integer, AwaitLine> byLine = new LinkedHashMap<>();
        for (Suspension suspension : suspensions) {
            byLine.merge(
                    suspension.line(),
                    new AwaitLine(suspension.line(), 1, kept(suspension)),
                    (a, b) -> new AwaitLine(a.line(), a.awaits() + b.awaits(), a.kept() + b.kept()));
        }
        return byLine.values().stream()
                .sorted(Comparator.comparingInt(AwaitLine::kept).reversed())
                .toList();
    }

    private static int kept(Suspension suspension) {
        long locals = suspension.locals().stream()
                .map(Local::field)
                .filter(f -> f != null)
                .count();
        long operands = suspension.stack().stream()
                .map(Operand::field)
                .filter(f -> f != null)
                .count();
        return (int) (locals + operands);
    }
}
