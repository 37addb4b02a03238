package dev.pollux.examples.ownruntime;

import dev.pollux.future.AtomicWaker;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A leaf future written by hand: ready after a while. */
final class Delay implements Future<@Nullable Void> {

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(job -> {
        Thread thread = new Thread(job, "delays");
        thread.setDaemon(true);
        return thread;
    });

    private final Duration duration;
    private final AtomicWaker waker = new AtomicWaker();
    private volatile boolean over;
    private @Nullable ScheduledFuture<?> alarm;

    private Delay(Duration duration) {
        this.duration = duration;
    }

    static Delay of(Duration duration) {
        return new Delay(duration);
    }

    @Override
    public Poll<@Nullable Void> poll(Context cx) {
        waker.register(cx.waker()); // first register, then look: an alarm in between wakes us
        if (over) {
            return Poll.ready(null);
        }
        if (alarm == null) { // the first poll starts the clock: futures are lazy
            alarm = TIMER.schedule(this::ring, duration.toNanos(), TimeUnit.NANOSECONDS);
        }
        return Poll.pending();
    }

    private void ring() {
        over = true;
        waker.wake();
    }

    @Override
    public void drop() {
        waker.take();
        if (alarm != null) {
            alarm.cancel(false);
        }
    }
}
