package dev.pollux.time;

import dev.pollux.future.AwaitTree;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Thrown by what a {@link Deadline} has cut short. Its message says who set the deadline, when, and what it was spent on. */
public final class DeadlineExceededException extends TimeoutException {

    private static final long serialVersionUID = 1L;

    /** The name of the deadline. */
    private final String name;

    private final transient AwaitTree stood;

    DeadlineExceededException(Deadline deadline, AwaitTree stood, Duration stoodFor) {
        super("deadline \"" + deadline.name() + "\" of " + InWords.of(deadline.limit()) + " has passed; it was set "
                + InWords.of(deadline.age()) + " ago for " + deadline.owner() + ". "
                + (stoodFor.isZero()
                        ? "It stands at:\n"
                        : "For the last " + InWords.of(stoodFor) + " of that it stood at:\n")
                + stood);
        this.name = deadline.name();
        this.stood = stood;
    }

    /**
     * Returns which deadline it was.
     *
     * @return the name given to {@link Deadline#of withDeadline}
     */
    public String deadline() {
        return name;
    }

    /**
     * Returns where the future stood when its time was up.
     *
     * @return what it awaited, down to the leaves; {@code null} in a copy made by serialization
     */
    public AwaitTree stood() {
        return stood;
    }
}
