package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.async;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.sync.Notify;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** S4: the main thread notifies tasks, one or all of them, until they have been woken so and so often. */
final class Notifying {

    private static final int WAKE_UPS = 500;

    private Notifying() {}

    static void oneAndAll() throws Exception {
        for (int waiters : new int[] {10, 100, 500}) {
            measure("notify_one_" + waiters, waiters, Notify::notifyOne, 1);
        }
        for (int waiters : new int[] {10, 100, 500}) {
            measure("notify_waiters_" + waiters, waiters, Notify::notifyWaiters, waiters);
        }
    }

    /** {@code most}: how many tasks one notification can wake. */
    private static void measure(String metric, int waiters, Consumer<Notify> notification, int most) throws Exception {
        Notify notify = new Notify();
        AtomicLong woken = new AtomicLong();
        AtomicLong notifications = new AtomicLong();
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            for (int i = 0; i < waiters; i++) {
                runtime.spawn(waiter(notify, woken));
            }
            new Operations("S4").measure(metric, "ns/wake-up", WAKE_UPS, () -> {
                long calls = 0;
                for (long goal = woken.get() + WAKE_UPS; woken.get() < goal; calls++) {
                    notification.accept(notify);
                }
                if (woken.get() > notifications.addAndGet(calls) * most) {
                    throw new AssertionError("more were woken than were notified");
                }
            });
        }
    }

    private static Future<Void> waiter(Notify notify, AtomicLong woken) {
        return async(() -> {
            while (true) {
                notify.notified().await();
                woken.incrementAndGet();
            }
        });
    }
}
