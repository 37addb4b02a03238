package dev.pollux.compiler.check;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.pollux.compiler.flow.Step;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Which steps of a body give local variables a value, and which need that value. */
final class LocalVariables {

    private final Trees trees;
    private final Map<Element, Set<Step>> assignments = new LinkedHashMap<>();
    private final Map<Element, Set<Step>> uses = new LinkedHashMap<>();

    LocalVariables(List<Step> steps, Trees trees) {
        this.trees = trees;
        steps.forEach(this::note);
    }

    /** Those that the body mentions, its own and those of the code around it. */
    Set<Element> all() {
        Set<Element> all = new LinkedHashSet<>(uses.keySet());
        all.addAll(assignments.keySet());
        return all;
    }

    /** The steps that give a variable a value. The body only reads a variable that has none. */
    Set<Step> assignments(Element variable) {
        return assignments.getOrDefault(variable, Set.of());
    }

    Set<Step> uses(Element variable) {
        return uses.getOrDefault(variable, Set.of());
    }

    private void note(Step step) {
        switch (step.kind()) {
            case ASSIGN -> note(assignments, trees.getElement(step.path()), step);
            case READ, CLOSE -> note(uses, trees.getElement(step.path()), step);
            case CAPTURE -> mentionedIn(step.path()).forEach(each -> note(uses, each, step));
            default -> {}
        }
    }

    private static void note(Map<Element, Set<Step>> map, @Nullable Element element, Step step) {
        if (element != null && isLocal(element)) {
            map.computeIfAbsent(element, key -> new HashSet<>()).add(step);
        }
    }

    static boolean isLocal(Element element) {
        return switch (element.getKind()) {
            case LOCAL_VARIABLE, PARAMETER, RESOURCE_VARIABLE, BINDING_VARIABLE, EXCEPTION_PARAMETER -> true;
            default -> false;
        };
    }

    /** The names in a lambda or a class, but for the variables that are declared there. */
    private Set<Element> mentionedIn(TreePath inner) {
        Set<Element> mentioned = new HashSet<>();
        Set<Element> declared = new HashSet<>();
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void unused) {
                mentioned.add(trees.getElement(getCurrentPath()));
                return null;
            }

            @Override
            public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
                declared.add(trees.getElement(getCurrentPath()));
                return super.visitVariable(tree, null);
            }
        }.scan(inner, null);
        mentioned.removeAll(declared);
        return mentioned;
    }

    /** Whether the value that a step gives a variable is {@code null}, as it stands there. */
    static boolean assignsNull(Step assignment) {
        Tree tree = assignment.path().getLeaf();
        ExpressionTree value = null;
        if (tree instanceof VariableTree variable) {
            value = variable.getInitializer();
        } else if (assignment.path().getParentPath().getLeaf() instanceof AssignmentTree parent) {
            value = parent.getExpression();
        }
        return value != null && value.getKind() == Tree.Kind.NULL_LITERAL;
    }
}
