package dev.pollux.future;

import dev.pollux.internal.Sneaky;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets values through, and gives failures to a function. See {@link Future#exceptionally} and its kin. */
final class RecoveredFuture<T extends @Nullable Object> extends AdapterFuture<T> {

    private final String name;
    private @Nullable Mapping<? super Throwable, ? extends T> recovery;

    private RecoveredFuture(String name, Future<T> source, Mapping<? super Throwable, ? extends T> recovery) {
        super(source);
        this.name = name;
        this.recovery = recovery;
    }

    static <T extends @Nullable Object> Future<T> exceptionally(
            Future<T> source, Mapping<? super Throwable, ? extends T> recovery) {
        return new RecoveredFuture<>("exceptionally", source, Objects.requireNonNull(recovery, "recovery"));
    }

    static <T extends @Nullable Object> Future<T> mapErr(
            Future<T> source, Mapping<? super Throwable, ? extends Throwable> mapping) {
        Objects.requireNonNull(mapping, "mapping");
        return new RecoveredFuture<>("mapErr", source, failure -> {
            throw thrown(Objects.requireNonNull(mapping.apply(failure), "mapErr needs a failure"));
        });
    }

    static <T extends @Nullable Object> Future<T> inspectErr(Future<T> source, Consumer<? super Throwable> look) {
        Objects.requireNonNull(look, "look");
        return new RecoveredFuture<>("inspectErr", source, failure -> {
            try {
                look.accept(failure);
            } catch (Throwable ofLook) {
                Failures.add(failure, ofLook);
            }
            throw thrown(failure);
        });
    }

    private static RuntimeException thrown(Throwable failure) {
        return Sneaky.<RuntimeException>rethrow(failure);
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Throwable failure;
        try {
            return pollSource(cx);
        } catch (Throwable t) {
            failure = t;
        }
        Mapping<? super Throwable, ? extends T> applied = Objects.requireNonNull(recovery);
        recovery = null;
        return applied.apply(failure);
    }

    @Override
    protected @Nullable Throwable release() {
        recovery = null;
        return super.release();
    }

    @Override
    public String toString() {
        return name;
    }
}
