package dev.pollux.future;

/**
 * Thrown at the await where a dropped block stands, so that its {@code finally} blocks run.
 *
 * <p>Neither an {@link Exception} nor an {@link Error}, so handlers for those never see it. It has no stack trace, but it does
 * collect suppressed exceptions: that is where try-with-resources leaves what a {@code close} threw.
 */
final class DropSignal extends Throwable {

    private static final long serialVersionUID = 1L;

    DropSignal() {
        super("this async block is being dropped", null, true, false);
    }
}
