package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * Something that takes time to close: a connection that says goodbye, a transaction that is rolled back.
 *
 * <p>The name leaves room for {@link AutoCloseable#close()} beside it, for types that can also be closed at once.
 *
 * @see Futures#using
 */
public interface AsyncCloseable {

    /**
     * Closes this. Nothing happens until the future is polled.
     *
     * @return a future that is finished when this is closed
     */
    Future<@Nullable Void> closeAsync();
}
