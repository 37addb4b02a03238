package dev.pollux.runtime.task;

import java.util.concurrent.atomic.AtomicBoolean;

/** A failure until somebody takes it. Exactly one of delivery and report happens, whichever comes first. */
final class UnclaimedFailure implements Runnable {

    private final FailureReports reports;
    private final Failure failure;
    private final AtomicBoolean claimed = new AtomicBoolean();

    UnclaimedFailure(FailureReports reports, Failure failure) {
        this.reports = reports;
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }

    /** Marks the failure as delivered. */
    boolean claim() {
        reports.forget(this);
        return claimed.compareAndSet(false, true);
    }

    /** Reports the failure, unless it was claimed. */
    @Override
    public void run() {
        if (claim()) {
            reports.report(failure.toReport());
        }
    }
}
