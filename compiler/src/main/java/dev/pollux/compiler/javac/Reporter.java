package dev.pollux.compiler.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.pollux.compiler.check.Diagnostic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.function.Function;
import javax.annotation.processing.Messager;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/** Writes messages into the compiler's own log. */
final class Reporter {

    private final Trees trees;
    private final Function<Diagnostic, Optional<Diagnostic>> sift;
    private @Nullable Messager messager;

    Reporter(Trees trees, Function<Diagnostic, Optional<Diagnostic>> sift) {
        this.trees = trees;
        this.sift = sift;
    }

    void attach(Messager processorsMessager) {
        messager = processorsMessager;
    }

    void report(Diagnostic diagnostic) {
        print(diagnostic.kind(), diagnostic.message(), diagnostic.at());
    }

    /** Reports what was found in the class file; what the checks of the source find is sifted there. */
    void sift(Diagnostic diagnostic) {
        sift.apply(diagnostic).ifPresent(this::report);
    }

    /** Says something that is neither good nor bad. */
    void note(String message, TreePath at) {
        print(Kind.NOTE, message, at);
    }

    private void print(Kind kind, String message, TreePath at) {
        trees.printMessage(kind, message, at.getLeaf(), at.getCompilationUnit());
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
