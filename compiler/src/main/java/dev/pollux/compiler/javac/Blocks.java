package dev.pollux.compiler.javac;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Remembers, by top-level class, where there is something to weave: which classes to read, and where to point. */
final class Blocks {

    private static final long NO_LAMBDA = Long.MAX_VALUE;

    /** Something to weave, the line where it starts, and that of a lambda's first statement. Later javac rewrites the trees. */
    private record Place(TreePath path, long line, long firstLine) {}

    private final Elements elements;
    private final SourcePositions positions;
    private final Map<String, List<Place>> byTopLevelClass = new HashMap<>();

    Blocks(Elements elements, SourcePositions positions) {
        this.elements = elements;
        this.positions = positions;
    }

    void add(TypeElement type, List<TreePath> placesToWeave) {
        if (!placesToWeave.isEmpty()) {
            byTopLevelClass.putIfAbsent(
                    topLevelName(type), placesToWeave.stream().map(this::place).toList());
        }
    }

    private Place place(TreePath path) {
        long firstLine = path.getLeaf() instanceof LambdaExpressionTree lambda
                ? lineOf(new TreePath(path, firstPart(lambda.getBody())))
                : NO_LAMBDA;
        return new Place(path, lineOf(path), firstLine);
    }

    private static Tree firstPart(Tree body) {
        return body instanceof BlockTree block && !block.getStatements().isEmpty()
                ? block.getStatements().get(0)
                : body;
    }

    private long lineOf(TreePath place) {
        CompilationUnitTree unit = place.getCompilationUnit();
        return unit.getLineMap().getLineNumber(positions.getStartPosition(unit, place.getLeaf()));
    }

    boolean existNear(TypeElement type) {
        return byTopLevelClass.containsKey(topLevelName(type));
    }

    /** The last such place that starts at a line or above it; the first one for a line above all. */
    TreePath at(TypeElement type, int line) {
        List<Place> places = near(type);
        return last(places, place -> place.line() <= line).orElse(places.get(0)).path();
    }

    /** The async lambda whose first statement is at a line. */
    TreePath startingAt(TypeElement type, int line) {
        return last(near(type), place -> place.firstLine() <= line)
                .map(Place::path)
                .orElseGet(() -> at(type, line));
    }

    private static Optional<Place> last(List<Place> places, Predicate<Place> wanted) {
        return places.stream().filter(wanted).reduce((earlier, later) -> later);
    }

    private List<Place> near(TypeElement type) {
        return Objects.requireNonNull(byTopLevelClass.get(topLevelName(type)));
    }

    /** Local and anonymous classes have a binary name, too, but only the outermost one is known under the same at all times. */
    private String topLevelName(TypeElement type) {
        Element outermost = type;
        while (outermost.getEnclosingElement() != null
                && outermost.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
            outermost = outermost.getEnclosingElement();
        }
        return elements.getBinaryName((TypeElement) outermost).toString();
    }
}
