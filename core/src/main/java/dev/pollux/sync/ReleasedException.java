package dev.pollux.sync;

/** Says that a guard or a permit was used, or released again, after it was released. */
public class ReleasedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was released, and what was tried
     */
    public ReleasedException(String message) {
        super(message);
    }
}
