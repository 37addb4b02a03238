package dev.pollux.io;

/** A line was longer than {@link AsyncBufReader} was told to accept. The rest of it is skipped: the next line can be read. */
public final class LineTooLongException extends LimitExceededException {

    private static final long serialVersionUID = 1;

    LineTooLongException(int limit) {
        super("a line is longer than " + limit + " bytes", limit);
    }
}
