package dev.pollux.sync;

/** Says that a value which is set once was set before, or is being computed. */
public class AlreadySetException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Whether the value is not there yet. */
    private final boolean initializing;

    /**
     * Creates the exception.
     *
     * @param message what is set, and what was tried
     * @param initializing whether the value is not there yet, but being computed
     */
    public AlreadySetException(String message, boolean initializing) {
        super(message);
        this.initializing = initializing;
    }

    /**
     * Tells whether the value is only being computed: should that fail, it can be set after all.
     *
     * @return {@code false} if there is a value
     */
    public boolean isInitializing() {
        return initializing;
    }
}
