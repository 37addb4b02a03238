package dev.pollux.runtime.schedule;

import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The I/O driver and the right to poll it, which one thread has at a time. */
final class IoTurn {

    private final IoDriver driver;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final Backlog backlog = new Backlog();
    private volatile int batches; // written by whoever has the turn

    IoTurn(IoDriver driver) {
        this.driver = driver;
    }

    boolean tryTake() {
        return !taken.get() && taken.compareAndSet(false, true);
    }

    void release() {
        taken.set(false);
    }

    boolean isTaken() {
        return taken.get();
    }

    /** Waits for events, and wakes the tasks concerned. Only who took the turn may call this. */
    void poll(long nanos) throws IOException {
        int found = driver.poll(nanos);
        backlog.found(found);
        if (found > 0) {
            int before = batches;
            batches = before + 1;
        }
    }

    /** Returns how often there was something. Any thread may call this. */
    int batches() {
        return batches;
    }

    /** Tells a busy thread, which has polled so many tasks since it last asked, whether it is time to poll. Any thread may call this. */
    boolean isDue(int polled) {
        return backlog.isDone(polled);
    }

    /** Makes the wait of whoever has the turn return, or the next one. */
    void wakeup() {
        driver.wakeup();
    }

    void close() {
        try {
            driver.close();
        } catch (IOException e) {
            System.getLogger("dev.pollux").log(System.Logger.Level.WARNING, "the I/O driver did not close cleanly", e);
        }
    }
}
