package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.internal.BlockingGuard;
import dev.pollux.internal.Sneaky;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Waits on a plain thread for what async blocks await. */
final class BlockingIo {

    private BlockingIo() {}

    /**
     * Polls the future on this thread until it is ready, and blocks in between.
     *
     * @throws IllegalStateException on a thread of a runtime that must not be blocked
     * @throws InterruptedIOException if the thread is interrupted, and stays so; the future was dropped then
     */
    static <T extends @Nullable Object> T await(Future<T> future) throws IOException {
        BlockingGuard.check();
        Semaphore woken = new Semaphore(0);
        Context cx = Context.of(woken::release);
        try {
            while (true) {
                if (future.poll(cx) instanceof Poll.Ready<T> ready) {
                    return ready.value();
                }
                woken.acquire();
                woken.drainPermits();
            }
        } catch (InterruptedException e) {
            future.drop();
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while waiting: " + future).initCause(e);
        } catch (Exception failure) {
            throw Sneaky.<RuntimeException>rethrow(
                    failure); // the futures of this package declare no other than IOException
        }
    }
}
