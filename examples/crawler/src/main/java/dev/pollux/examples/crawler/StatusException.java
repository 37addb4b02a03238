package dev.pollux.examples.crawler;

import java.io.IOException;

/** A server answered, but not with a page. */
final class StatusException extends IOException {

    private static final long serialVersionUID = 1;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private final int status;

    StatusException(int status) {
        super("status " + status);
        this.status = status;
    }

    /** Tells whether it may be different the next time. */
    boolean isTemporary() {
        return status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS;
    }
}
