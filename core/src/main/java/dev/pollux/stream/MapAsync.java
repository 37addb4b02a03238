package dev.pollux.stream;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers the results of {@link Streams#mapAsync} with several at once, some of which may be {@code null}. */
final class MapAsync<R extends @Nullable Object> extends StreamFuture<Optional<Object>, List<R>> {

    private final List<R> results = new ArrayList<>();

    MapAsync(Stream<Optional<Object>> work) {
        super(work);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // what is in there is an R
    boolean accept(Optional<Object> result) {
        return results.add((R) result.orElse(null));
    }

    @Override
    List<R> result() {
        return Collections.unmodifiableList(results);
    }

    @Override
    public String toString() {
        return "mapAsync";
    }
}
