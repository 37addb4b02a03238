package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Poll;
import java.util.concurrent.Flow.Publisher;
import org.jspecify.annotations.Nullable;

/** See {@link Publishers#toStream}. */
final class PublisherStream<T> extends GuardedStream<T> {

    private final int prefetch;
    private final int batch; // so many are asked for at a time, once as many were taken
    private final Signals<T> signals = new Signals<>();
    private @Nullable Publisher<? extends T> publisher; // null once subscribed to
    private boolean asked; // for the first values
    private int taken; // and not asked for again
    private boolean over;

    PublisherStream(Publisher<? extends T> publisher, int prefetch) {
        this.publisher = publisher;
        this.prefetch = prefetch;
        this.batch = Math.max(1, prefetch / 4);
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        if (over) {
            return null;
        }
        over = true; // also after a failure, whatever it is
        Object raw = pollSignals(cx);
        over = raw == null;
        return raw;
    }

    private @Nullable Object pollSignals(Context cx) {
        Publisher<? extends T> fresh = publisher;
        if (fresh != null) {
            publisher = null;
            fresh.subscribe(signals);
        }
        Object raw = look();
        if (raw == Poll.PENDING) {
            signals.register(cx.waker());
            raw = look(); // a signal that came before the waker was there
        }
        if (raw instanceof Signals.End end) {
            Failures.throwIfAny(end.failure());
            return null;
        }
        if (raw != Poll.PENDING) {
            askForMore();
        }
        return raw;
    }

    private Object look() {
        asked = asked || signals.request(prefetch);
        return signals.poll();
    }

    private void askForMore() {
        taken++;
        if (taken == batch) {
            taken = 0;
            signals.request(batch);
        }
    }

    @Override
    protected @Nullable Throwable release() {
        publisher = null;
        try {
            signals.close();
            return null;
        } catch (Throwable t) {
            return t;
        }
    }

    @Override
    protected boolean isOver() {
        return over;
    }

    @Override
    public String toString() {
        return "stream of a publisher";
    }
}
