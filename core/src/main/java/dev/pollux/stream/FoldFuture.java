package dev.pollux.stream;

import org.jspecify.annotations.Nullable;

/** See {@link Stream#fold}; also what is a fold with a name of its own. */
final class FoldFuture<T, A extends @Nullable Object> extends StreamFuture<T, A> {

    private final String name;
    private final Folding<A, ? super T, ? extends A> folding;
    private A folded;

    FoldFuture(Stream<T> source, String name, A initial, Folding<A, ? super T, ? extends A> folding) {
        super(source);
        this.name = name;
        this.folding = folding;
        this.folded = initial;
    }

    @Override
    boolean accept(T value) throws Exception {
        folded = folding.apply(folded, value);
        return true;
    }

    @Override
    A result() {
        return folded;
    }

    @Override
    public String toString() {
        return name;
    }
}
