package dev.pollux.future;

/** Wakes nobody. An enum, so that there is exactly one and it prints its name. */
enum NoopWaker implements Waker {
    INSTANCE;

    @Override
    public void wake() {}
}
