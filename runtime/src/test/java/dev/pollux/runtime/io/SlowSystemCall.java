package dev.pollux.runtime.io;

import java.util.concurrent.CountDownLatch;

/** Stands where a driver does, in a call that lasts because the system is busy. */
public final class SlowSystemCall {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    public Void call() throws InterruptedException {
        begun.countDown();
        end.await();
        return null;
    }

    public void begun() throws InterruptedException {
        begun.await();
    }

    public void end() {
        end.countDown();
    }
}
