package dev.pollux.runtime.schedule;

import dev.pollux.runtime.time.WheelTimers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One of the places at which tasks are run: what stays when one worker takes over from another. */
final class Seat {

    final int index;
    final WheelTimers timers;
    final SeatCounters counters = new SeatCounters();
    private volatile @Nullable Worker occupant; // written under the lock of the idle set; null before the start

    Seat(int index, TimersFactory factory) {
        this.index = index;
        this.timers = factory.make(this::rouse);
    }

    Worker occupant() {
        return Objects.requireNonNull(occupant);
    }

    void take(Worker worker) {
        counters.begin(worker.counters);
        occupant = worker;
    }

    /** Has the occupant look at its timers. */
    private void rouse() {
        Worker worker = occupant;
        if (worker != null) {
            worker.unpark();
        }
    }
}
