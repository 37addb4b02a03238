package dev.pollux.compiler.weave;

/** A block that cannot be compiled to a state machine. The message is for the user. */
public final class WeaveException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    WeaveException(String message, int line) {
        super(message);
        this.line = line;
    }

    /**
     * Returns where in the source the trouble is.
     *
     * @return a line number, or -1 if the class file has none
     */
    public int line() {
        return line;
    }
}
