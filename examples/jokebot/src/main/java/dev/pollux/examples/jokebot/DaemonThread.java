package dev.pollux.examples.jokebot;

/** Threads that do not keep the program alive. */
final class DaemonThread {

    private DaemonThread() {}

    static Thread of(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
