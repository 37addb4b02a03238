package dev.pollux.compiler.javac;

import com.sun.source.util.TreePath;
import dev.pollux.compiler.check.Code;
import dev.pollux.compiler.check.Diagnostic;
import dev.pollux.compiler.weave.BlockSize;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/** Tells how big a block is: to those who want to know it of each, and to all if it is too big. */
final class SizeReport {

    /** HotSpot's HugeMethodLimit. */
    private static final int NEVER_COMPILED = 8_000;

    private final Options options;
    private final Reporter reporter;

    SizeReport(Options options, Reporter reporter) {
        this.options = options;
        this.reporter = reporter;
    }

    void tell(BlockSize block, TreePath at) {
        if (options.reportSizes()) {
            reporter.note(sizes(block), at);
        }
        if (block.code() > options.codeBudget()) {
            reporter.sift(largeBlock(block, at));
        }
        if (block.stateBytes(BlockSize.HEADER) > options.stateBudget()) {
            reporter.sift(largeState(block, at));
        }
    }

    private static String sizes(BlockSize block) {
        return "async block at " + block.place() + ": " + block.awaitCount()
                + (block.awaitCount() == 1 ? " await" : " awaits") + ", code of " + block.code()
                + " bytes, state of " + block.stateBytes(BlockSize.HEADER) + " bytes ("
                + block.stateBytes(BlockSize.COMPACT_HEADER) + " with compact object headers); fields: "
                + fields(block);
    }

    private static String fields(BlockSize block) {
        return block.fields().isEmpty()
                ? "none"
                : block.fields().entrySet().stream()
                        .map(field -> Type.getType(field.getValue()).getClassName() + " " + field.getKey())
                        .collect(Collectors.joining(", "));
    }

    private Diagnostic largeBlock(BlockSize block, TreePath at) {
        String limit = "-Apollux.budget.code=" + options.codeBudget();
        String what = "this async block compiles to " + block.code() + " bytes of code, over " + limit;
        String why = "HotSpot never compiles a method of more than " + NEVER_COMPILED
                + " bytes, which stays slow. Most is" + " kept by " + block.largest() + ".";
        String cure =
                "move parts of it to methods that return futures, and await those; an await in a finally is copied to"
                        + " each of its exits.";
        return new Diagnostic(Code.PX0040, Code.PX0040.message(what, why, cure), at);
    }

    private Diagnostic largeState(BlockSize block, TreePath at) {
        String what = "the state of this async block takes " + block.stateBytes(BlockSize.HEADER)
                + " bytes, over -Apollux.budget.state=" + options.stateBudget();
        String why = "every task that waits in it holds that much. Its fields: " + fields(block) + ". Most is kept by "
                + block.largest() + ".";
        String cure =
                "let fewer variables be alive across an await: await first and compute afterwards, keep related values in"
                        + " one object, or move a part with its variables to a method that returns a future.";
        return new Diagnostic(Code.PX0041, Code.PX0041.message(what, why, cure), at);
    }
}
