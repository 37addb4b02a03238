package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * A branch of a {@link Select}: a future, and what to do with its value if it wins. Made by {@link Futures#when}.
 *
 * @param <R> the type of the handler's result
 */
public final class Branch<R extends @Nullable Object> {

    final Future<?> future;
    private final Mapping<?, ? extends R> handler; // takes what the future yields

    <T extends @Nullable Object> Branch(Future<T> future, Mapping<? super T, ? extends R> handler) {
        this.future = future;
        this.handler = handler;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the constructor matched the two
    R handle(@Nullable Object raw) throws Exception {
        return ((Mapping<Object, R>) handler).apply(raw);
    }

    @Override
    public String toString() {
        return "when " + future;
    }
}
