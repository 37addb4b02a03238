package dev.pollux.runtime;

/** Thrown by whatever needs a runtime that was shut down. What was spawned too late answers by a cancelled handle instead. */
public final class RuntimeShutdownException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    RuntimeShutdownException(String operation, String runtime) {
        super(operation + " needs the Pollux runtime \"" + runtime + "\", which was shut down");
    }
}
