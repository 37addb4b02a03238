package dev.pollux.compiler.javac;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.pollux.compiler.check.Diagnostic;
import dev.pollux.compiler.check.Findings;
import dev.pollux.compiler.check.SourceChecks;
import java.util.List;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * Follows one compilation: checks each class when javac has analysed it, weaves it when javac has written it.
 *
 * <p>javac runs a compilation on one thread, and so does this. Nothing is shared between compilations.
 */
final class CompilerHook implements TaskListener {

    private final JavacTask task;
    private Mode mode;
    private final SourceChecks checks;
    private final Reporter reporter;
    private final Blocks blocks;
    private final FutureNames futures;
    private @Nullable Rendezvous rendezvous;
    private @Nullable ClassWeaving weaving;
    private boolean toldNotWoven;

    CompilerHook(JavacTask task, Mode mode) {
        this.task = task;
        this.mode = mode;
        this.checks = new SourceChecks(task);
        Trees trees = Trees.instance(task);
        this.reporter = new Reporter(trees, checks::sift);
        this.blocks = new Blocks(task.getElements(), trees.getSourcePositions());
        this.futures = new FutureNames(task);
    }

    /** Follows the compilation of a processor that met no plugin; false if this is not javac, or a hidden one. */
    static boolean install(ProcessingEnvironment environment) {
        JavacTask task;
        try {
            task = JavacTask.instance(environment);
        } catch (IllegalArgumentException | LinkageError notJavac) {
            return false;
        }
        CompilerHook hook = new CompilerHook(task, Mode.WEAVE);
        hook.attach(environment);
        task.addTaskListener(hook);
        return true;
    }

    /** Remembers the meeting with the processor, to call it off if the processor does not come. */
    void waitFor(Rendezvous opened) {
        rendezvous = opened;
    }

    /** Takes what the processor has to offer. From here on classes can be woven. */
    void attach(ProcessingEnvironment environment) {
        reporter.attach(environment.getMessager());
        Options options = new Options(environment.getOptions());
        checks.setLints(options.lints());
        if (mode == Mode.WEAVE && options.weaveLater()) {
            mode = Mode.CHECK;
        }
        if (mode == Mode.WEAVE) {
            weaving = new ClassWeaving(
                    new ClassOutput(environment.getFiler(), task.getElements()), futures, blocks, reporter, options);
        }
    }

    // ---------------------------------------------------------------- events

    @Override
    public void started(TaskEvent event) {
        guarded(event, () -> {
            if (event.getKind() == TaskEvent.Kind.ANALYZE) {
                callOffMeeting();
            }
            TypeElement type = event.getTypeElement();
            if (event.getKind() == TaskEvent.Kind.GENERATE && hasClassFile(type) && weaving != null) {
                weaving.beforeWritten(type);
            }
        });
    }

    @Override
    public void finished(TaskEvent event) {
        guarded(event, () -> {
            TypeElement type = event.getTypeElement();
            switch (event.getKind()) {
                case ANALYZE -> {
                    if (hasClassFile(type) && mode != Mode.OFF) {
                        analysed(type);
                    }
                }
                case GENERATE -> {
                    if (hasClassFile(type) && weaving != null) {
                        weaving.afterWritten(type);
                    }
                }
                case COMPILATION -> callOffMeeting();
                default -> {}
            }
        });
    }

    /** javac announces modules and packages, too; they come without a type or with one that is not a class. */
    private static boolean hasClassFile(@Nullable TypeElement type) {
        return type != null
                && (type.getKind().isClass() || type.getKind().isInterface())
                && !type.getSimpleName().contentEquals("package-info")
                && !type.getSimpleName().contentEquals("module-info");
    }

    private void callOffMeeting() {
        if (rendezvous != null) {
            rendezvous.close();
            rendezvous = null;
        }
    }

    /** What goes wrong in here is our fault: say so, and fail the build rather than the compiler. */
    @SuppressWarnings("CatchingUnchecked") // so that nothing at all escapes into javac
    private void guarded(TaskEvent event, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error broken) {
            reporter.internalError(event, broken);
        }
    }

    // ---------------------------------------------------------------- after analysis

    private void analysed(TypeElement type) {
        checks.check(type).ifPresent(findings -> {
            for (Diagnostic diagnostic : findings.diagnostics()) {
                reporter.report(diagnostic);
            }
            futures.add(findings.receivers());
            blocks.add(type, findings.placesToWeave());
            if (weaving == null && mode == Mode.WEAVE) {
                tellNotWoven(findings);
            }
        });
    }

    private void tellNotWoven(Findings findings) {
        List<TreePath> found = findings.placesToWeave();
        if (!found.isEmpty() && !toldNotWoven) {
            toldNotWoven = true;
            reporter.report(NotWoven.processorDidNotRun(found.get(0)));
        }
    }
}
