package dev.pollux.compiler.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.Trees;
import dev.pollux.compiler.check.Diagnostic;
import java.io.PrintWriter;
import java.io.StringWriter;
import javax.annotation.processing.Messager;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/** Writes messages into the compiler's own log. */
final class Reporter {

    private final Trees trees;
    private @Nullable Messager messager;

    Reporter(Trees trees) {
        this.trees = trees;
    }

    void attach(Messager processorsMessager) {
        messager = processorsMessager;
    }

    void report(Diagnostic diagnostic) {
        trees.printMessage(
                diagnostic.kind(),
                diagnostic.message(),
                diagnostic.at().getLeaf(),
                diagnostic.at().getCompilationUnit());
    }

    /** Reports a mistake of ours, with all that a bug report needs. */
    void internalError(TaskEvent event, Throwable broken) {
        StringWriter stack = new StringWriter();
        broken.printStackTrace(new PrintWriter(stack));
        String message =
                "internal error in the Pollux compiler at " + event + "; please report it with this text:\n" + stack;
        CompilationUnitTree unit = event.getCompilationUnit();
        if (messager != null) {
            messager.printMessage(Kind.ERROR, message);
        } else if (unit != null) {
            trees.printMessage(Kind.ERROR, message, unit, unit);
        } else {
            throw new IllegalStateException(message, broken); // nowhere to write to: let javac tell
        }
    }
}
