package dev.pollux.future;

import java.io.Serial;
import java.util.concurrent.CancellationException;

/** The computation was ended from outside: see {@link Abortable#abort} and {@link RemoteHandle}. */
public final class AbortedException extends CancellationException {

    @Serial
    private static final long serialVersionUID = 1L;

    AbortedException(String message) {
        super(message);
    }
}
