package dev.pollux.process;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import dev.pollux.runtime.task.StageFuture;
import org.jspecify.annotations.Nullable;

/** The end of a process. No thread waits for it but the one that the JDK has per process anyway. */
final class Exited extends LeafFuture<ExitStatus> {

    private final ChildProcess child;
    private @Nullable StageFuture<Process> stage; // null before the first poll

    Exited(ChildProcess child) {
        this.child = child;
    }

    @Override
    protected Object advance(Context cx) throws Exception {
        if (stage == null) {
            child.closeStdin();
            stage = new StageFuture<>(() -> child.process().onExit());
        }
        return stage.pollRaw(cx) == Poll.PENDING
                ? Poll.PENDING
                : new ExitStatus(child.process().exitValue());
    }

    @Override
    protected void release() {
        if (stage != null) {
            stage.drop();
        }
    }

    @Override
    public String toString() {
        return "exit of " + child;
    }
}
