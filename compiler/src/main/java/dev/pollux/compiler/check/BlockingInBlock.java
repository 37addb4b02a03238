package dev.pollux.compiler.check;

import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;

/** PX0010: an async block blocks the thread that runs it, itself or through methods that it calls. */
final class BlockingInBlock implements Check {

    private static final String WHY = "the thread serves many tasks, and none of them goes on until this call returns.";

    private final FutureTypes types;
    private final BlockingSearch search;

    BlockingInBlock(FutureTypes types, BlockingSearch search) {
        this.types = types;
        this.search = search;
    }

    @Override
    public Optional<Diagnostic> callInBlock(TreePath call) {
        if (!(types.trees().getElement(call) instanceof ExecutableElement called)) {
            return Optional.empty();
        }
        Optional<BlockingCall> direct = search.blocks(call, called);
        if (direct.isPresent()) {
            return Optional.of(report(direct.get().what(), direct.get(), call));
        }
        return types.isOfTheJdk(called)
                ? Optional.empty()
                : search.from(called).map(way -> report(describe(way), way.end(), call));
    }

    private static Diagnostic report(String what, BlockingCall end, TreePath call) {
        String message = Code.PX0010.message(what + " blocks the thread of this async block", WHY, end.cure());
        return new Diagnostic(Code.PX0010, message, Diagnostic.nameOf(call));
    }

    /** As in: load() calls read(), which calls Files.readString(...), which. */
    private static String describe(BlockingSearch.Way way) {
        List<ExecutableElement> methods = way.methods();
        String rest = methods.stream()
                .skip(1)
                .map(method -> BlockingCalls.shown(method) + ", which calls ")
                .collect(Collectors.joining());
        return BlockingCalls.shown(methods.get(0)) + " calls " + rest
                + way.end().what() + ", which";
    }
}
