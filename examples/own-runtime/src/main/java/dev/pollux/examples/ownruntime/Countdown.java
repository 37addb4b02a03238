package dev.pollux.examples.ownruntime;

import static dev.pollux.future.Futures.async;
import static dev.pollux.future.Futures.join;

import dev.pollux.future.Future;
import java.time.Duration;
import java.util.function.Consumer;

/** The blocks that run on either executor. They know nothing of it. */
final class Countdown {

    private final Duration tick;
    private final Consumer<String> display;

    Countdown(Duration tick, Consumer<String> display) {
        this.tick = tick;
        this.display = display;
    }

    /** Counts down to nought and says so. */
    Future<String> from(int start) {
        return async(() -> {
            for (int left = start; left > 0; left--) {
                display.accept(left + " ...");
                Delay.of(tick).await();
            }
            display.accept("lift-off");
            return "counted from " + start;
        });
    }

    /** Two countdowns at the same time, on one thread. */
    Future<String> twice(int first, int second) {
        return async(() -> {
            var both = join(from(first), from(second)).await();
            return both.first() + ", " + both.second();
        });
    }
}
