package dev.pollux.stream;

import org.jspecify.annotations.Nullable;

/** See {@link Stream#forEachConcurrent}. Its source does the work. */
final class ForEachConcurrent extends StreamFuture<Object, @Nullable Void> {

    ForEachConcurrent(Stream<?> work) {
        super(work);
    }

    @Override
    boolean accept(Object done) {
        return true;
    }

    @Override
    @Nullable Void result() {
        return null;
    }

    @Override
    public String toString() {
        return "forEachConcurrent";
    }
}
