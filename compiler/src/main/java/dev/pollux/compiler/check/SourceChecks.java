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
import org.jspecify.annotations.Nullable;

/** Runs every check over the classes of one compilation. Not for use by several threads. */
public final class SourceChecks {

    /** A spot is reported once, however often javac announces the class around it. */
    private record Reported(CompilationUnitTree unit, long position, Code code) {}

    /** The checks of one compilation, and what they know of it. */
    private record Rules(FutureTypes types, BlockingSearch blocking, List<Check> checks) {

        static Rules of(FutureTypes types) {
            BlockingSearch blocking = new BlockingSearch(types);
            List<Check> checks = List.of(
                    new UnusedFuture(types),
                    new AwaitOutsideBlock(types),
                    new AwaitInLambda(types),
                    new AwaitHoldingMonitor(types),
                    new AwaitMethodReference(types),
                    new BlockMethodReference(types),
                    new SerializableBlock(types),
                    new FutureOfAFuture(types),
                    new BlockingInBlock(types, blocking),
                    new LosesData(types),
                    new LockAcrossAwait(types),
                    new ThreadStateAcrossAwait(types),
                    new ValueAcrossAwait(types),
                    new SkippedCleanUp(types));
            return new Rules(types, blocking, checks);
        }
    }

    private final JavacTask task;
    private final Set<Reported> reported = new HashSet<>();
    private Lints lints = new Lints();
    private @Nullable Rules rules;

    /**
     * Creates the checks for one compilation.
     *
     * @param task the compilation
     */
    public SourceChecks(JavacTask task) {
        this.task = task;
    }

    /**
     * Takes the levels at which to report what is found from now on.
     *
     * @param asked the levels of this compilation
     */
    public void setLints(Lints asked) {
        lints = asked;
    }

    /**
     * Looks at a class, its member classes, and the classes inside their methods. They must be attributed.
     *
     * @param type a class whose source is in this compilation
     * @return what was found; empty if the class cannot see Pollux at all
     */
    public Optional<Findings> check(TypeElement type) {
        if (rules == null) {
            rules = FutureTypes.of(task).map(Rules::of).orElse(null);
        }
        Rules found = rules;
        return found == null
                ? Optional.empty()
                : Optional.ofNullable(found.types.trees().getPath(type)).map(path -> check(path, found));
    }

    private Findings check(TreePath path, Rules all) {
        FutureTypes types = all.types;
        if (lints.kindOf(Code.PX0010).isPresent()) {
            all.blocking.note(path);
        }
        SourceScan scan = new SourceScan(types, all.checks);
        scan.scan(path, null);
        List<Diagnostic> kept = new ArrayList<>();
        for (Diagnostic diagnostic : scan.diagnostics()) {
            if (reported.add(spot(diagnostic, types.trees()))) {
                sift(diagnostic).ifPresent(kept::add);
            }
        }
        return new Findings(kept, scan.receivers(), scan.placesToWeave());
    }

    /**
     * Gives a complaint the level that this compilation wants it to have.
     *
     * @param diagnostic made by a check, or by whoever looks at the class files
     * @return empty if it is to be kept quiet, here or everywhere
     */
    public Optional<Diagnostic> sift(Diagnostic diagnostic) {
        return lints.kindOf(diagnostic.code())
                .filter(kind -> !Suppression.covers(diagnostic, Trees.instance(task)))
                .map(diagnostic::withKind);
    }

    private static Reported spot(Diagnostic diagnostic, Trees trees) {
        CompilationUnitTree unit = diagnostic.at().getCompilationUnit();
        long position =
                trees.getSourcePositions().getEndPosition(unit, diagnostic.at().getLeaf());
        return new Reported(unit, position, diagnostic.code());
    }
}
