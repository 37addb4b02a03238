package dev.pollux.compiler.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Remembers, by top-level class, where there is something to weave: which classes to read, and where to point. */
final class Blocks {

    private final Elements elements;
    private final SourcePositions positions;
    private final Map<String, List<TreePath>> byTopLevelClass = new HashMap<>();

    Blocks(Elements elements, SourcePositions positions) {
        this.elements = elements;
        this.positions = positions;
    }

    void add(TypeElement type, List<TreePath> placesToWeave) {
        if (!placesToWeave.isEmpty()) {
            byTopLevelClass.putIfAbsent(topLevelName(type), placesToWeave);
        }
    }

    boolean existNear(TypeElement type) {
        return byTopLevelClass.containsKey(topLevelName(type));
    }

    /** The last such place that starts at a line or above it; the first one for a line above all. */
    TreePath at(TypeElement type, int line) {
        List<TreePath> places = Objects.requireNonNull(byTopLevelClass.get(topLevelName(type)));
        return places.stream()
                .filter(place -> lineOf(place) <= line)
                .reduce((earlier, later) -> later)
                .orElse(places.get(0));
    }

    private long lineOf(TreePath place) {
        CompilationUnitTree unit = place.getCompilationUnit();
        return unit.getLineMap().getLineNumber(positions.getStartPosition(unit, place.getLeaf()));
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
