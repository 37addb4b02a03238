package dev.pollux.runtime.spi;

import org.jspecify.annotations.Nullable;

/** A thread with a field for its current {@link RuntimeContext}, which futures ask for often. */
public class RuntimeThread extends Thread {

    @Nullable RuntimeContext context; // only the thread itself uses it

    /**
     * Makes a thread that belongs to no runtime yet.
     *
     * @param body what it runs
     * @param name of the thread
     */
    public RuntimeThread(Runnable body, String name) {
        super(body, name);
    }
}
