package dev.pollux.stream;

import dev.pollux.future.AtomicWaker;
import dev.pollux.future.Waker;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;

/** What a subscriber wants of a {@link Publishing}: any thread says so, and the publishing looks. */
final class Demand implements Subscription {

    /*
     *     wanted     so many values, from 0; UNLIMITED for all there are
     *                INVALID      the subscriber asked for none or fewer
     *                CANCELLED    never leaves this state
     *
     * Each change is made first and then wakes; the publishing registers its waker and then looks: so no change is missed. Values go out
     * in the publishing's poll alone, never in a call of request(): a subscriber that asks for one value in each onNext() does not
     * pile up calls.
     */
    private static final long UNLIMITED = Long.MAX_VALUE;
    private static final long INVALID = -1;
    private static final long CANCELLED = -2;

    private final AtomicLong wanted = new AtomicLong();
    private final AtomicWaker waker = new AtomicWaker();

    @Override
    public void request(long count) {
        wanted.updateAndGet(before -> before < 0 ? before : count <= 0 ? INVALID : sum(before, count));
        waker.wake();
    }

    private static long sum(long before, long count) {
        return before > UNLIMITED - count ? UNLIMITED : before + count;
    }

    @Override
    public void cancel() {
        wanted.set(CANCELLED);
        waker.wake();
    }

    void register(Waker latest) {
        waker.register(latest);
    }

    boolean isCancelled() {
        return wanted.get() == CANCELLED;
    }

    boolean isInvalid() {
        return wanted.get() == INVALID;
    }

    boolean isPositive() {
        return wanted.get() > 0;
    }

    /** Counts a value that is sent. */
    void meetOne() {
        wanted.updateAndGet(before -> before <= 0 || before == UNLIMITED ? before : before - 1);
    }
}
