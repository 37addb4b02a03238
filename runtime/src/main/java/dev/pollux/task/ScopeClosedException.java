package dev.pollux.task;

/** Thrown by a spawn into a scope that has ended or is being cancelled. The task was not started. */
public final class ScopeClosedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was closed, and how
     */
    public ScopeClosedException(String message) {
        super(message);
    }
}
