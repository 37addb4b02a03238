package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * The body of an async block that gives way in its loops, too, and not at awaits alone. Write it as a lambda.
 *
 * @param <T> the type of the value
 * @see Futures#preemptible(PreemptibleBlock)
 */
@FunctionalInterface
public interface PreemptibleBlock<T extends @Nullable Object> extends AsyncBlock<T> {}
