package dev.pollux.examples.jokebot;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C, or whatever else asks the JVM to end. It then waits a while until this is closed, for the sake of goodbyes. */
final class EndOfProgram implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    EndOfProgram() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::request, "end-of-program"));
    }

    private void request() {
        requested.countDown();
        try {
            boolean inTime = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!inTime) {
                System.err.println("The bot did not close in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the JVM ends in any case
        }
    }

    void await() throws InterruptedException {
        requested.await();
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    @Override
    public void close() {
        done.countDown();
    }
}
