package dev.pollux.stream;

import dev.pollux.future.Mapping;
import org.jspecify.annotations.Nullable;

/** Looks for the first value for which a condition holds: {@link Stream#first}, {@link Stream#any}, {@link Stream#all}. */
final class SearchFuture<T, R extends @Nullable Object> extends StreamFuture<T, R> {

    private final String name;
    private final Mapping<? super T, Boolean> condition;
    private final Mapping<@Nullable T, R> answer;
    private @Nullable T found;

    SearchFuture(Stream<T> source, String name, Mapping<? super T, Boolean> condition, Mapping<@Nullable T, R> answer) {
        super(source);
        this.name = name;
        this.condition = condition;
        this.answer = answer;
    }

    @Override
    boolean accept(T value) throws Exception {
        if (!UserFunctions.holds(name, condition, value)) {
            return true;
        }
        found = value;
        return false;
    }

    @Override
    R result() throws Exception {
        return answer.apply(found);
    }

    @Override
    public String toString() {
        return name;
    }
}
