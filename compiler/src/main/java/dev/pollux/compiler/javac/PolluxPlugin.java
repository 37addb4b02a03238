package dev.pollux.compiler.javac;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;

/**
 * The half of the compiler that javac starts on every compilation with this jar, even where annotation processing is off.
 *
 * <p>It listens to the compilation and reports an error if there is anything to weave and {@link PolluxProcessor} did not run.
 * {@code -Xplugin:"Pollux check"} makes it only check, for builds that weave the class files by other means, and
 * {@code -Xplugin:"Pollux off"} not even that.
 */
public final class PolluxPlugin implements Plugin {

    /** Called by javac. */
    public PolluxPlugin() {}

    @Override
    public String getName() {
        return "Pollux";
    }

    @Override
    public boolean autoStart() {
        return true;
    }

    @Override
    public void init(JavacTask task, String... args) {
        CompilerHook hook = new CompilerHook(task, Mode.of(args));
        hook.waitFor(Rendezvous.open(task.getElements(), hook::attach));
        task.addTaskListener(hook);
    }
}
