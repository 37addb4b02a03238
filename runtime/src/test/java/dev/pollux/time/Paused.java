package dev.pollux.time;

import static dev.pollux.Pollux.async;

import dev.pollux.future.AsyncAction;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.RuntimeBuilder;
import java.time.Duration;

/** Runs tests on runtimes whose clock stands still. */
final class Paused {

    private Paused() {}

    /** Runs a block on a runtime of the calling thread, with the clock paused. */
    static void run(AsyncAction block) throws Exception {
        run(AsyncRuntime.currentThread(), block);
    }

    static void run(RuntimeBuilder builder, AsyncAction block) throws Exception {
        try (AsyncRuntime runtime = builder.startPaused(true).build()) {
            runtime.blockOn(async(block));
        }
    }

    static Duration since(Moment start) {
        return start.until(Moment.now());
    }
}
