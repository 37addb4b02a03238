package dev.pollux.future;

import dev.pollux.internal.Sneaky;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** See {@link Futures#selectOk}. It polls only those that were woken. */
final class SelectOk<T extends @Nullable Object> extends GuardedFuture<T> {

    private final int size;
    private final FuturesUnordered<T> running;
    private final List<Throwable> failures = new ArrayList<>(); // in the order in which they came

    SelectOk(Collection<? extends Future<? extends T>> futures) {
        this.running = new FuturesUnordered<>(futures);
        this.size = running.size();
        if (size == 0) {
            throw new IllegalArgumentException("selectOk needs at least one future");
        }
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        while (!running.isEmpty()) {
            Object raw;
            try {
                raw = running.pollNext(cx);
            } catch (Throwable failure) {
                failures.add(failure);
                continue;
            }
            return raw == Poll.PENDING ? raw : succeed(raw, cx);
        }
        Throwable last = failures.remove(failures.size() - 1);
        failures.forEach(earlier -> Failures.add(last, earlier));
        throw Sneaky.<RuntimeException>rethrow(last);
    }

    private @Nullable Object succeed(@Nullable Object value, Context cx) throws Exception {
        return end(cx, dropping -> {
            Failures.throwIfAny(dropping);
            return value;
        });
    }

    @Override
    protected @Nullable Throwable release() {
        failures.clear();
        return running.release();
    }

    @Override
    protected List<Future<?>> children() {
        return running.members();
    }

    @Override
    public String toString() {
        return "selectOk of " + size;
    }
}
