package dev.pollux.future;

/**
 * Thrown at the await where a dropped block stands, so that its {@code finally} blocks run.
 *
 * <p>Neither an {@link Exception} nor an {@link Error}, so handlers for those never see it. It carries no stack and no state,
 * hence one instance serves all.
 */
final class DropSignal extends Throwable {

    @SuppressWarnings("StaticAssignmentOfThrowable") // stackless and stateless: there is nothing to get stale
    static final DropSignal INSTANCE = new DropSignal();

    private static final long serialVersionUID = 1L;

    private DropSignal() {
        super("this async block is being dropped", null, false, false);
    }
}
