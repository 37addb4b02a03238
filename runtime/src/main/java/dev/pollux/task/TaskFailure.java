package dev.pollux.task;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure that no {@link JoinHandle} delivered: its handle was dropped or forgotten, or there was none.
 *
 * @param taskId the task that failed
 * @param name what it was named, if it was
 * @param task what the task says of itself, for an async block the place where it starts
 * @param failure what it threw
 */
public record TaskFailure(TaskId taskId, @Nullable String name, String task, Throwable failure) {

    /** Part of the name of every class that the Pollux compiler makes. */
    private static final String FRAME_CLASS = "$async$";

    /**
     * Returns where the async blocks of the task stood when the failure was made: the part of its stack trace that is left when
     * the machinery between the blocks is taken out.
     *
     * @return the places, innermost first; empty if the failure was made elsewhere, as by a thread that completed a stage
     */
    public List<StackTraceElement> awaitChain() {
        StackTraceElement[] stack = failure.getStackTrace();
        List<StackTraceElement> chain = new ArrayList<>();
        for (int i = 1; i < stack.length; i++) {
            if (stack[i].getClassName().contains(FRAME_CLASS)
                    && !stack[i - 1].getClassName().contains(FRAME_CLASS)) {
                chain.add(stack[i - 1]);
            }
        }
        return chain;
    }

    /** Says all but the Java stack of the failure, on several lines. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(taskId.toString(name));
        text.append(" failed and nobody took the failure: ").append(task);
        awaitChain().forEach(place -> text.append("\n  at ").append(place));
        return text.append("\n  ").append(failure).toString();
    }
}
