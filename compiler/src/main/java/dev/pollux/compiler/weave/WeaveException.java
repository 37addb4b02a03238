package dev.pollux.compiler.weave;

/** Tells that a class cannot be woven, in words for its author. */
public final class WeaveException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    WeaveException(String message, int line) {
        super(message);
        this.line = line;
    }

    /**
     * Returns where.
     *
     * @return the source line
     */
    public int line() {
        return line;
    }
}
