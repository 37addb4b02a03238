package dev.pollux.runtime.flight;

import jdk.jfr.Event;
import jdk.jfr.EventType;

/** Makes events of JDK Flight Recorder. What no recording wants costs one call that answers no. */
final class JfrEvents extends RuntimeEvents {

    private static final EventType SPAWN = EventType.getEventType(TaskSpawnEvent.class);
    private static final EventType END = EventType.getEventType(TaskEndEvent.class);

    private final String runtime;

    private JfrEvents(String runtime) {
        this.runtime = runtime;
    }

    /** Declares less than it returns, so that the verifier need not load this class for who calls it. */
    static RuntimeEvents of(String runtime) {
        return new JfrEvents(runtime);
    }

    @Override
    public boolean wantsTasks() {
        return SPAWN.isEnabled() || END.isEnabled();
    }

    @Override
    public void taskSpawned(long id, String label) {
        commit(new TaskSpawnEvent(runtime, id, label));
    }

    @Override
    public void taskEnded(long id, String label, long aliveNanos) {
        commit(new TaskEndEvent(runtime, id, label, aliveNanos));
    }

    @Override
    public void jobEnded(long id, String label, long queuedNanos, long ranNanos) {
        commit(new BlockingJobEvent(runtime, id, label, queuedNanos, ranNanos));
    }

    @Override
    public void pollOverBudget(String thread, String task, long soFarNanos) {
        commit(new PollOverBudgetEvent(runtime, thread, task, soFarNanos));
    }

    @Override
    public Span parked(int worker) {
        WorkerParkEvent event = new WorkerParkEvent(runtime, worker);
        if (!event.isEnabled()) {
            return Span.NONE;
        }
        event.begin();
        return event::commit;
    }

    @Override
    public void stolen(int worker, String victim, long tasks) {
        commit(new WorkerStealEvent(runtime, worker, victim, tasks));
    }

    private static void commit(Event event) {
        if (event.shouldCommit()) {
            event.commit();
        }
    }
}
