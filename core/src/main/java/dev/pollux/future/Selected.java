package dev.pollux.future;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first of several futures to finish, and the others. See {@link Futures#selectAll}.
 *
 * @param index which of the futures it was, counted from zero
 * @param outcome what it came to
 * @param rest the other futures in their order, unfinished; whoever has this must finish or drop them
 * @param <T> the type of the value
 */
public record Selected<T extends @Nullable Object>(int index, Outcome<T> outcome, List<Future<T>> rest) {

    /**
     * Copies the list.
     *
     * @param index as above
     * @param outcome as above
     * @param rest as above
     */
    public Selected {
        rest = List.copyOf(rest);
    }

    /**
     * Returns the value or throws the failure of the first.
     *
     * @return the value
     * @throws Exception the failure
     */
    public T get() throws Exception {
        return outcome.get();
    }
}
