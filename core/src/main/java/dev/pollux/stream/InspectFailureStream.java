package dev.pollux.stream;

import dev.pollux.future.Context;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#inspectFailure}. */
final class InspectFailureStream<T> extends AdapterStream<T, T> {

    private final Consumer<? super Throwable> observer;

    InspectFailureStream(Stream<T> source, Consumer<? super Throwable> observer) {
        super(source);
        this.observer = observer;
    }

    @Override
    @Nullable Object step(Context cx) throws Exception {
        try {
            return pollSource(cx);
        } catch (Throwable failure) {
            observe(failure);
            throw failure;
        }
    }

    private void observe(Throwable failure) {
        try {
            observer.accept(failure);
        } catch (Throwable ofObserver) {
            if (ofObserver != failure) {
                failure.addSuppressed(ofObserver);
            }
        }
    }

    @Override
    public String toString() {
        return "inspectFailure";
    }
}
