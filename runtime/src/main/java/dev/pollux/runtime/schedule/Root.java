package dev.pollux.runtime.schedule;

import dev.pollux.future.CleanUp;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Host;
import dev.pollux.future.Poll;
import dev.pollux.future.Suspension;
import dev.pollux.future.Waker;
import dev.pollux.runtime.dump.CallerDump;
import dev.pollux.runtime.dump.WaitParty;
import dev.pollux.runtime.task.Cleaning;
import dev.pollux.runtime.task.Thrown;
import dev.pollux.runtime.task.Waits;
import dev.pollux.runtime.time.PausableClock;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The future that {@code blockOn} was called with. Only the calling thread polls it.
 *
 * @param <T> the type of the value
 */
final class Root<T extends @Nullable Object> implements Errand, Waker, CleanUp.Owner {

    private record Failed(Throwable failure) {}

    private final class RootContext extends Context {

        private final Host host;

        RootContext(Host host) {
            this.host = host;
        }

        @Override
        public Waker waker() {
            return Root.this;
        }

        @Override
        protected Host host() {
            return host;
        }

        @Override
        protected boolean looksWhenParking() {
            return true;
        }

        @Override
        protected boolean isWoken() {
            return woken.get();
        }

        void parks() {
            if (isWatched()) {
                parking(future);
            }
        }
    }

    /*
     * Why no wake-up is lost
     * ----------------------
     * wake() sets `woken` and then reads `seat`; the thread writes `seat` and then, before it sleeps in whatever way, asks
     * `woken`. Both are volatile. So either the thread sees that it was woken, or wake() knows where it sleeps. A wake that reads
     * a seat just left pokes whoever sits there now, which is harmless.
     *
     * The thread in a seat attends to its errand after each task and after each turn in the drivers, and asks it before it sleeps. So a
     * wake from this very thread needs no call, except one made during the poll itself: that one takes a turn in the queue, behind the tasks that are ready. The thread
     * may leave its seat before that turn comes; so it polls once more for that.
     */

    private final Thread thread = Thread.currentThread();
    private final RootContext context;
    private final Runnable again = this::wake;
    private final AtomicBoolean woken = new AtomicBoolean(true); // the first poll needs no wake
    private final @Nullable PausableClock clock; // does not move by itself from a wake to the end of the poll
    private volatile @Nullable OneSeat seat; // where the thread works, if it does; read by wake()
    private Future<T> future;
    private int turns; // polls that began or ended
    private volatile int turn; // the same, for dumps: odd while it is polled
    private @Nullable Object decided = Poll.PENDING; // what to end with once the clean-up is done
    private @Nullable Object result = Poll.PENDING; // a T or a Failed

    Root(Future<T> future, Host host, @Nullable PausableClock clock) {
        this.clock = clock;
        this.future = Objects.requireNonNull(future, "future");
        this.context = new RootContext(host);
        hold(); // as after a wake
    }

    @Override
    public void wake() {
        if (woken.getAndSet(true)) {
            return;
        }
        hold();
        if (Thread.currentThread() == thread) {
            return;
        }
        OneSeat at = seat;
        if (at != null) {
            at.poke();
        } else {
            LockSupport.unpark(thread);
        }
    }

    // ---------------------------------------------------------------- the thread

    /** Polls the future if it was woken. Returns whether it is finished. */
    @Override
    public boolean attend() {
        if (!isFinished() && Thread.interrupted()) { // a value that is there is not lost for an interrupt
            interrupt();
        }
        if (!isFinished() && woken.getAndSet(false)) {
            noteWork();
            try {
                poll();
            } finally {
                release();
            }
        }
        return isFinished();
    }

    @Override
    public boolean isWoken() {
        return woken.get();
    }

    private void hold() {
        if (clock != null) {
            clock.hold();
        }
    }

    private void release() {
        if (clock != null) {
            clock.release();
        }
    }

    /** Lets the clock go on if the future was woken and will not be polled for that. Wakes from now on find it woken. */
    void leave() {
        if (woken.getAndSet(true)) {
            release();
        }
    }

    private void noteWork() {
        OneSeat at = seat;
        if (at != null) {
            at.noteErrand();
        }
    }

    private void interrupt() {
        if (decided == Poll.PENDING) {
            end(new Failed(new InterruptedException("blockOn was interrupted; its future was dropped")));
        } else {
            result = giveUp();
            thread.interrupt();
        }
    }

    private @Nullable Object giveUp() {
        try {
            future.drop();
            return decided;
        } catch (Throwable t) {
            return merge(decided, t);
        }
    }

    private void poll() {
        Object raw;
        try {
            context.refill();
            turn = ++turns;
            raw = CleanUp.poll(future, context, this);
        } catch (Throwable t) {
            raw = new Failed(t);
        } finally {
            turn = ++turns;
        }
        if (raw == Poll.PENDING) {
            context.parks();
            giveWayIfWoken();
        } else {
            end(raw);
        }
    }

    /** Drops the future, which may be finished, and ends with {@code end}: at once, or after the clean-up that it leaves. */
    private void end(@Nullable Object end) {
        try {
            CleanUp rest = CleanUp.ofDropping(future, context);
            if (rest == null) {
                result = end;
            } else {
                decided = end;
                future = Cleaning.before(end, rest, Root::merge);
                poll(); // a wake from now on counts, and the limit runs
            }
        } catch (Throwable t) {
            result = merge(end, t);
        }
    }

    private static Object merge(@Nullable Object end, Throwable ofCleanUp) {
        if (!(end instanceof Failed failed)) {
            return new Failed(ofCleanUp);
        }
        if (failed.failure != ofCleanUp) {
            failed.failure.addSuppressed(ofCleanUp);
        }
        return failed;
    }

    @Override
    public void adopt(CleanUp rest) {
        future = Cleaning.beside(future, rest, Root::merge);
    }

    /** A future that was woken while it was polled gives way to the tasks, as a task does. */
    private void giveWayIfWoken() {
        OneSeat at = seat;
        if (at != null && woken.getAndSet(false)) {
            at.schedule(again, true);
        }
    }

    /** Runs tasks in the seat until the future is finished, or somebody wants the seat for good. */
    void workAt(OneSeat scheduler, BooleanSupplier wanted) throws Exception {
        seat = scheduler;
        try {
            scheduler.work(unless(wanted));
        } finally {
            seat = null;
            woken.set(true); // the turn behind the others may be another thread's now
        }
    }

    private Errand unless(BooleanSupplier wanted) {
        return new Errand() {
            @Override
            public boolean attend() throws Exception {
                return wanted.getAsBoolean() || Root.this.attend();
            }

            @Override
            public boolean isWoken() {
                return Root.this.isWoken();
            }
        };
    }

    /** Waits until the future was woken, or another condition holds whose change unparks the thread. */
    void park(BooleanSupplier condition) {
        while (!woken.get() && !condition.getAsBoolean() && !thread.isInterrupted()) {
            LockSupport.park(this);
        }
    }

    boolean isFinished() {
        return result != Poll.PENDING;
    }

    /** What a dump shows. Any thread may ask; what TaskReader says of tasks holds here, too. */
    CallerDump read(Waits waits) {
        int seen = word();
        if (isPolling(seen)) {
            return new CallerDump(thread.getName(), null);
        }
        Suspension suspension = Suspension.of(future);
        waits.parked(
                context,
                new WaitParty(null, thread.getName()),
                this::word,
                seen,
                seen < 0 ? suspension.moved() : suspension);
        return new CallerDump(thread.getName(), isPolling(word()) ? null : suspension.tree());
    }

    /** Changes with each wake and each poll. */
    private int word() {
        return woken.get() ? ~turn : turn;
    }

    private static boolean isPolling(int word) {
        return ((word < 0 ? ~word : word) & 1) != 0;
    }

    Thread thread() {
        return thread;
    }

    /** Returns the value of the finished future, or throws its failure. */
    @SuppressWarnings({"unchecked", "NullAway"}) // pollRaw of a Future<T> returned it
    T value() throws Exception {
        if (result instanceof Failed failed) {
            throw Thrown.rethrow(failed.failure);
        }
        return (T) result;
    }

    /** Drops the future of a blockOn that ends by a failure, its own or an interrupt. */
    void dropBecauseOf(Throwable failure) {
        try {
            future.drop();
        } catch (Throwable t) {
            if (t != failure) {
                failure.addSuppressed(t);
            }
        }
    }
}
