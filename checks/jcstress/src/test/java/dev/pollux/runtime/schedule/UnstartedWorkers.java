package dev.pollux.runtime.schedule;

import dev.pollux.runtime.context.ThreadHooks;
import dev.pollux.runtime.flight.RuntimeEvents;
import dev.pollux.runtime.time.WheelTimers;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Workers of a scheduler whose threads never run, for those who only keep a list of them. */
final class UnstartedWorkers {

    private static final WorkStealing SCHEDULER = new WorkStealing(
            null,
            1,
            "unstarted",
            ThreadHooks.NONE,
            new ParkDriver(),
            rouse -> new WheelTimers(System::nanoTime, rouse),
            RandomGenerator.getDefault(),
            Duration.ofSeconds(1),
            poll -> {},
            null,
            RuntimeEvents.NONE);

    private UnstartedWorkers() {}

    static Worker seated() {
        Worker worker = new Worker(SCHEDULER, "unstarted", null, 1);
        worker.replaced = false;
        return worker;
    }
}
