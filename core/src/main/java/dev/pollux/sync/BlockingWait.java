package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.internal.BlockingGuard;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Waits on a plain thread for what async blocks await. */
final class BlockingWait {

    private BlockingWait() {}

    /**
     * Polls the future on this thread until it is ready, and blocks in between.
     *
     * @throws IllegalStateException on a thread of a runtime that must not be blocked
     * @throws InterruptedException if the thread is interrupted; the future was dropped then
     */
    static <T extends @Nullable Object> T await(Future<T> future) throws InterruptedException {
        BlockingGuard.check();
        Semaphore woken = new Semaphore(0);
        Context cx = Context.of(woken::release);
        try {
            while (true) {
                Poll<T> answer = future.poll(cx);
                if (answer instanceof Poll.Ready<T> ready) {
                    return ready.value();
                }
                woken.acquire();
                woken.drainPermits();
            }
        } catch (InterruptedException | RuntimeException e) {
            future.drop();
            throw e;
        } catch (Exception e) {
            throw new AssertionError("futures of this package fail with unchecked exceptions alone", e);
        }
    }
}
