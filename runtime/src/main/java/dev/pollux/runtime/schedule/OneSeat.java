package dev.pollux.runtime.schedule;

import dev.pollux.runtime.context.ThreadHooks;
import dev.pollux.runtime.flight.RuntimeEvents;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.spi.Scheduler;
import dev.pollux.runtime.spi.TaskOrder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs tasks on one thread at a time: the one in the seat. */
public final class OneSeat implements Scheduler {

    /*
     * Who may do what
     * ---------------
     *     ready, gaveWay, ticks, busy   the thread in the seat; the next one takes them over with the seat (CurrentThread.taken)
     *     injected                        any thread
     *     sleeps, poked                   any thread reads, see below
     *
     * Why no wake-up is lost
     * ----------------------
     * Who brings something, a task or a poke, brings it first and then reads `sleeps`. The thread in the seat writes `sleeps` and
     * then looks whether something was brought. All of it is volatile; so one of the two sees the other. A call to the drivers
     * that comes before the wait begins makes that wait return at once.
     *
     * The hook for threads that park comes before `sleeps` is written; what it wakes or spawns on this thread is found in `ready`
     * or by asking the errand, and then the turn at the drivers does not wait. So a hook that always wakes something starves no timer.
     *
     * Tasks that gave way run after all that are ready and after a look at the drivers.
     *
     * A paused clock moves when there was nothing to poll, neither a task nor the errand, since the look at the drivers before.
     */

    private static final int EVENT_INTERVAL = 61; // in tasks; the number is Tokio's, like the next
    private static final int INJECTION_INTERVAL = 31;

    private static final VarHandle POLLED = polledHandle();

    private final Drivers drivers;
    private final ReadyTasks ready;
    private final ThreadHooks hooks;
    private final RuntimeEvents events;
    private final ArrayDeque<Runnable> gaveWay = new ArrayDeque<>();
    private final InjectQueue injected = new InjectQueue();
    private final WorkerCounters counters = new WorkerCounters(); // handed on with the seat, too
    private int ticks;
    private boolean busy; // it polled something, since the last look at the drivers that could have been a wait
    private volatile @Nullable Thread seated;

    @SuppressWarnings("unused") // by its handle: a dump reads it
    private @Nullable Runnable polled;

    private volatile boolean sleeps;
    private volatile boolean poked;

    /**
     * Creates a scheduler without tasks.
     *
     * @param drivers polled by the thread in the seat
     * @param order which task is taken next
     * @param hooks called when the thread sleeps
     * @param events told when the thread sleeps
     */
    public OneSeat(Drivers drivers, TaskOrder order, ThreadHooks hooks, RuntimeEvents events) {
        this.hooks = hooks;
        this.events = events;
        this.drivers = drivers;
        this.ready = new ReadyTasks(order);
    }

    // ---------------------------------------------------------------- any thread

    @Override
    public void schedule(Runnable task, boolean yielded) {
        if (seated != Thread.currentThread()) {
            injected.addRemote(task);
            wakeup();
            return;
        }
        counters.countSchedule();
        if (yielded) {
            gaveWay.addLast(task);
        } else {
            ready.add(task);
        }
    }

    /** Has the thread in the seat attend to its errand before it sleeps again. */
    void poke() {
        poked = true;
        wakeup();
    }

    private void wakeup() {
        if (sleeps) {
            drivers.wakeup();
        }
    }

    /** Returns who runs what. */
    Map<Runnable, Thread> busy() {
        Thread thread = seated;
        Runnable task = polled();
        return thread == null || task == null ? Map.of() : Map.of(task, thread);
    }

    /** Returns who is in the seat. */
    List<Thread> threads() {
        Thread thread = seated;
        return thread == null ? List.of() : List.of(thread);
    }

    /**
     * Returns what can be read off from outside.
     *
     * @return the gauges of this scheduler
     */
    public Gauges gauges() {
        return new OneSeatGauges(this);
    }

    WorkerCounters counters() {
        return counters;
    }

    ReadyTasks ready() {
        return ready;
    }

    InjectQueue injected() {
        return injected;
    }

    boolean isAsleep() {
        return sleeps;
    }

    /** What the thread in the seat polls, if it is in a poll. */
    @Nullable Runnable polled() {
        return (Runnable) POLLED.getOpaque(this);
    }

    @Nullable Thread seated() {
        return seated;
    }

    Drivers drivers() {
        return drivers;
    }

    // ---------------------------------------------------------------- the thread in the seat

    /** Counts a poll of the errand. */
    void noteErrand() {
        busy = true;
    }

    /** Runs tasks on the calling thread, in its current context, until the errand is done. */
    void work(Errand errand) throws Exception {
        RuntimeContext context = RuntimeContext.current();
        seated = Thread.currentThread();
        counters.arrive();
        try {
            while (!errand.attend()) {
                LeftBehind.undo(context);
                step(errand);
                LeftBehind.undo(context);
            }
        } finally {
            counters.leave();
            seated = null;
        }
    }

    private void step(Errand errand) {
        ticks++;
        if (ticks % EVENT_INTERVAL == 0) {
            if (drivers.busyTurn(EVENT_INTERVAL)) {
                admitYielded();
            }
            return; // the errand may have been woken
        }
        if (ticks % INJECTION_INTERVAL == 0 || ready.isEmpty()) {
            admitInjected();
        }
        Runnable task = ready.take();
        if (task != null) {
            busy = true;
            counters.countPoll();
            POLLED.setOpaque(this, task);
            task.run();
            POLLED.setOpaque(this, null);
        } else {
            sleep(errand);
        }
    }

    private void admitInjected() {
        for (Runnable task = injected.poll(); task != null; task = injected.poll()) {
            ready.add(task);
        }
    }

    private void sleep(Errand errand) {
        if (!hasNothing(errand)) {
            lookOrPark(errand);
            return;
        }
        hooks.parking();
        try {
            lookOrPark(errand);
        } finally {
            hooks.unparked();
        }
    }

    private boolean hasNothing(Errand errand) {
        return gaveWay.isEmpty() && ready.isEmpty() && !errand.isWoken() && !poked && injected.isEmpty();
    }

    private void lookOrPark(Errand errand) {
        sleeps = true;
        boolean wait = hasNothing(errand);
        boolean idle = wait && !busy;
        poked = false;
        busy = false;
        try {
            if (wait) {
                park(idle);
            } else {
                lookAfterDrivers(false, false);
            }
        } finally {
            sleeps = false;
        }
    }

    private void park(boolean idle) {
        counters.park();
        RuntimeEvents.Span span = events.parked(0);
        try {
            lookAfterDrivers(true, idle);
        } finally {
            span.end();
            counters.unpark();
        }
    }

    private void lookAfterDrivers(boolean wait, boolean idle) {
        drivers.turn(wait, idle);
        admitYielded();
    }

    private void admitYielded() {
        ready.addAll(gaveWay);
        gaveWay.clear();
    }

    private static VarHandle polledHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(OneSeat.class, "polled", Runnable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
