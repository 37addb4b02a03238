package dev.pollux.compiler.check;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;

/** Runs every check over the classes of one compilation. Not for use by several threads. */
public final class SourceChecks {

    /** A spot is reported once, however often javac announces the class around it. */
    private record Reported(CompilationUnitTree unit, long position, Code code) {}

    private final JavacTask task;
    private final Set<Reported> reported = new HashSet<>();

    /**
     * Creates the checks for one compilation.
     *
     * @param task the compilation
     */
    public SourceChecks(JavacTask task) {
        this.task = task;
    }

    /**
     * Looks at a class, its member classes, and the classes inside their methods. They must be attributed.
     *
     * @param type a class whose source is in this compilation
     * @return what was found; empty if the class cannot see Pollux at all
     */
    public Optional<Findings> check(TypeElement type) {
        return FutureTypes.of(task)
                .flatMap(types ->
                        Optional.ofNullable(types.trees().getPath(type)).map(path -> check(path, types)));
    }

    private Findings check(TreePath path, FutureTypes types) {
        SourceScan scan = new SourceScan(
                types,
                List.of(
                        new UnusedFuture(types),
                        new AwaitOutsideBlock(types),
                        new AwaitInLambda(types),
                        new AwaitHoldingMonitor(types),
                        new AwaitMethodReference(types),
                        new BlockMethodReference(types),
                        new SerializableBlock(types),
                        new FutureOfAFuture(types)));
        scan.scan(path, null);
        List<Diagnostic> kept = new ArrayList<>();
        for (Diagnostic diagnostic : scan.diagnostics()) {
            if (!Suppression.covers(diagnostic, types.trees()) && reported.add(spot(diagnostic, types.trees()))) {
                kept.add(diagnostic);
            }
        }
        return new Findings(kept, scan.receivers(), scan.placesToWeave());
    }

    private static Reported spot(Diagnostic diagnostic, Trees trees) {
        CompilationUnitTree unit = diagnostic.at().getCompilationUnit();
        long position =
                trees.getSourcePositions().getEndPosition(unit, diagnostic.at().getLeaf());
        return new Reported(unit, position, diagnostic.code());
    }
}
