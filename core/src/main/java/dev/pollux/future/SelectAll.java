package dev.pollux.future;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** See {@link Futures#selectAll}: a select that lends its branches, and hands them out in the end. */
final class SelectAll<T extends @Nullable Object> extends GuardedFuture<Selected<T>> {

    private final int size;
    private final Select<Selected<T>> select;
    private List<Future<T>> futures; // empty once they were handed out or dropped

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    SelectAll(List<? extends Future<? extends T>> futures) {
        this.futures = (List<Future<T>>) List.copyOf(futures);
        this.size = futures.size();
        Branch<Selected<T>>[] branches = new Branch[size];
        for (int i = 0; i < size; i++) {
            int index = i;
            branches[i] = Futures.when(
                    Futures.keep(this.futures.get(i)).catching(),
                    outcome -> new Selected<>(index, outcome, rest(index)));
        }
        this.select = new Select<>(branches);
    }

    private List<Future<T>> rest(int winner) {
        List<Future<T>> rest = new ArrayList<>(futures);
        rest.remove(winner);
        return rest;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Object raw = select.pollRaw(cx);
        if (raw != Poll.PENDING) {
            futures = List.of();
        }
        return raw;
    }

    @Override
    protected @Nullable Throwable release() {
        Throwable failure = Failures.ofDropping(select);
        for (Future<T> each : futures) {
            failure = Failures.add(failure, Failures.ofDropping(each));
        }
        futures = List.of();
        return failure;
    }

    @Override
    protected List<Future<T>> children() {
        return futures;
    }

    @Override
    public String toString() {
        return "selectAll of " + size;
    }
}
