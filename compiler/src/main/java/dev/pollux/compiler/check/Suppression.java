package dev.pollux.compiler.check;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.Arrays;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic.Kind;

/** {@code @SuppressWarnings} on a class, a method or a variable around the spot. Errors cannot be suppressed. */
final class Suppression {

    private Suppression() {}

    static boolean covers(Diagnostic diagnostic, Trees trees) {
        if (diagnostic.code().kind() == Kind.ERROR) {
            return false;
        }
        for (TreePath path = diagnostic.at(); path != null; path = path.getParentPath()) {
            if (isDeclaration(path.getLeaf()) && suppresses(trees.getElement(path), diagnostic.code())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a method, or a class around it, says that a warning is not wanted in it. */
    static boolean coversCode(Element method, Code code) {
        for (Element element = method; element != null; element = element.getEnclosingElement()) {
            if (suppresses(element, code)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDeclaration(Tree tree) {
        return tree instanceof ClassTree || tree instanceof MethodTree || tree instanceof VariableTree;
    }

    private static boolean suppresses(Element declaration, Code code) {
        SuppressWarnings annotation = declaration == null ? null : declaration.getAnnotation(SuppressWarnings.class);
        return annotation != null && Arrays.stream(annotation.value()).anyMatch(code.suppressedBy()::contains);
    }
}
