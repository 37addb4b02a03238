package dev.pollux.runtime.spi;

/** A timer will not end any more, because its whole runtime did. */
final class TimerClosedException extends IllegalStateException implements ShutdownFailure {

    private static final long serialVersionUID = 1L;

    TimerClosedException() {
        super("the Pollux runtime of this timer was shut down");
    }
}
