package dev.pollux.runtime.flight;

/** Where a runtime tells what happens. Every method may be called by any thread, and does nothing here. */
public class RuntimeEvents {

    /** Tells nobody. */
    public static final RuntimeEvents NONE = new RuntimeEvents();

    /** Something that takes a while. */
    @FunctionalInterface
    public interface Span {

        /** Lasts no time, and tells nobody. */
        Span NONE = () -> {};

        /** Ends it. To be called by the thread that began it. */
        void end();
    }

    /** For the recorder, and for nobody. */
    protected RuntimeEvents() {}

    /**
     * Returns events that go to JDK Flight Recorder.
     *
     * @param runtime the name of the runtime
     * @return what to tell
     * @throws IllegalStateException if this Java runtime has no flight recorder
     */
    public static RuntimeEvents toFlightRecorder(String runtime) {
        if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
            throw new IllegalStateException(
                    "flightRecorder(true) needs the module jdk.jfr, which this Java runtime does not have or"
                            + " has not resolved: start java with --add-modules jdk.jfr, or add it to the image");
        }
        return JfrEvents.of(runtime);
    }

    /**
     * Tells whether somebody wants to know of tasks now.
     *
     * @return {@code true} while a recording has task events
     */
    public boolean wantsTasks() {
        return false;
    }

    /**
     * A task was spawned.
     *
     * @param id of the task
     * @param label what its future says of itself
     */
    public void taskSpawned(long id, String label) {}

    /**
     * A task has ended.
     *
     * @param id of the task
     * @param label what its future said of itself when it was spawned
     * @param aliveNanos how long ago it was spawned
     */
    public void taskEnded(long id, String label, long aliveNanos) {}

    /**
     * A blocking job has ended, on the calling thread.
     *
     * @param id of the job
     * @param label what it says of itself
     * @param queuedNanos how long it waited for the thread
     * @param ranNanos how long it ran
     */
    public void jobEnded(long id, String label, long queuedNanos, long ranNanos) {}

    /**
     * A poll takes longer than the budget, and the worker is replaced.
     *
     * @param thread the name of the worker that loses its place
     * @param task what it polls
     * @param soFarNanos how long it has taken at least
     */
    public void pollOverBudget(String thread, String task, long soFarNanos) {}

    /**
     * The calling worker falls asleep.
     *
     * @param worker its number
     * @return to be ended when it wakes up
     */
    public Span parked(int worker) {
        return Span.NONE;
    }

    /**
     * The calling worker took tasks from another.
     *
     * @param worker its number
     * @param victim the name of the thread they were taken from
     * @param tasks how many
     */
    public void stolen(int worker, String victim, long tasks) {}
}
