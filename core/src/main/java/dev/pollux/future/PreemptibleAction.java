package dev.pollux.future;

/**
 * The body of an async block that yields nothing and gives way in its loops, too. Write it as a lambda.
 *
 * @see Futures#preemptible(PreemptibleAction)
 */
@FunctionalInterface
public interface PreemptibleAction extends AsyncAction {}
