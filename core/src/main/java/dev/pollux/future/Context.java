package dev.pollux.future;

import dev.pollux.internal.Defects;
import dev.pollux.internal.Handles;
import dev.pollux.internal.Sneaky;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a poll is given: the waker of the task that polls, the randomness it may use, and a budget.
 *
 * <p>An executor makes one with {@link #of(Waker, Host)} for each task. Where memory counts, the object that stands for a task can
 * be its own context instead, by extending this class.
 */
public abstract class Context {

    /*
     * The budget
     * ----------
     * Compiled code asks admit() at each await that it comes to; not when it goes on with one it was suspended at. While there
     * is budget the answer is the awaited future itself. After that it is a GiveWay, which is pending once before it asks the
     * future. So a poll that meets nothing but ready futures ends, too; and since going on costs nothing, a poll gets further
     * than the one before however deep the blocks are nested.
     *
     * A block on its way out
     * ----------------------
     * The body of a dropped block runs with a context that has no budget and knows the real one. admit() then refuses: the
     * await throws DropSignal. admitCleanUp(), which stands at the awaits of clean-up code, shields the
     * future: it is polled with the real context.
     */

    /** How many awaits a poll may come to before it gives way. The number is Tokio's. */
    static final int BUDGET = 128;

    /** What an await costs, if a round of a preemptible loop costs one. A round is worth tens of nanoseconds, not hundreds. */
    private static final int COST_OF_AWAIT = 32;

    private static final int FULL = BUDGET * COST_OF_AWAIT;

    /** A block that comes to more awaits than this while it is dropped is a loop that ignores the drop. */
    private static final int MAX_REFUSALS = 10_000;

    private static final Host NO_HOST = ThreadLocalRandom::current;

    /** The context of clean-up that nobody will poll again. */
    static final Context NOBODY = of(Waker.noop());

    private static final VarHandle WATCHES = Handles.field(MethodHandles.lookup(), "watches", ParkWatch.class);

    private final Context root; // keeps what the contexts of one poll share: budget and site
    private int budget;
    private int site; // of the latest await that was come to; 0 if none
    private volatile @Nullable ParkWatch watches; // added by any thread, newest first; taken by the one that polls

    /** Creates the context of one task, with a full budget. */
    protected Context() {
        this(null, FULL);
    }

    private Context(@Nullable Context root, int budget) {
        this.root = root == null ? this : root;
        this.budget = budget;
    }

    /**
     * Returns a context for polls on behalf of one task, without a limit to its budget.
     *
     * @param waker wakes the task
     * @return a context; it may be used for any number of polls
     */
    public static Context of(Waker waker) {
        Context unlimited = of(waker, NO_HOST);
        unlimited.budget = Integer.MAX_VALUE;
        return unlimited;
    }

    /**
     * Returns a context for polls on behalf of one task.
     *
     * @param waker wakes the task
     * @param host what the executor lends
     * @return a context; it may be used for any number of polls, each after a {@link #refill}
     */
    public static Context of(Waker waker, Host host) {
        return new OfTask(Objects.requireNonNull(waker, "waker"), Objects.requireNonNull(host, "host"));
    }

    /**
     * Returns a context that differs from this one in the waker alone: for combinators that tell their children apart.
     *
     * @param other wakes one child, and through it the task
     * @return a context for polls of that child
     */
    public final Context withWaker(Waker other) {
        return new OfChild(this, Objects.requireNonNull(other, "other"));
    }

    /** Returns the context for the body of a block that is dropped, with this one as the real one. */
    final Context forDropping() {
        return new OfDropped(this);
    }

    /** Tells whether the two are the same but for the waker, so that one derived earlier can serve again. */
    final boolean differsOnlyInWaker(Context other) {
        return root == other.root;
    }

    /**
     * Returns the waker to call when another poll is worth while.
     *
     * @return the waker of the task that polls
     */
    public abstract Waker waker();

    /**
     * Returns the context that the executor made for the whole task.
     *
     * @return the same object for all polls of one task, whatever combinators polled in between
     */
    public final Context root() {
        Context top = root;
        while (top instanceof Derived derived) {
            top = derived.parent.root;
        }
        return top;
    }

    /**
     * Returns a number for the place in the source that the task came to last: the await of the compiled block that polls.
     *
     * @return the number for {@link #placeOf}; 0 if no compiled block polled
     */
    public final int site() {
        return root.site;
    }

    /**
     * Tells what place a number stands for.
     *
     * @param site a number of {@link #site}
     * @return class, method, file and line; {@code null} for 0
     */
    public static @Nullable StackTraceElement placeOf(int site) {
        return Sites.of(site);
    }

    /**
     * Returns what the executor lends.
     *
     * @return the host, the same for each call
     */
    protected abstract Host host();

    /** Returns the context that clean-up is polled with, if this one is for a block on its way out. */
    @Nullable Context real() {
        return null;
    }

    /**
     * Returns the source of randomness for choices that should be fair.
     *
     * @return the generator of the executor, or else that of the calling thread; use it within this poll only
     */
    public final RandomGenerator random() {
        return host().random();
    }

    /** Returns the limit for a clean-up that begins now, if there is one. */
    final @Nullable Future<?> cleanUpLimit() {
        return host().cleanUpLimit();
    }

    // ---------------------------------------------------------------- what is looked at when the task parks

    /**
     * Tells whether the executor of this task calls {@link #parking}.
     *
     * @return {@code false} unless a subclass says otherwise
     */
    protected boolean looksWhenParking() {
        return false;
    }

    /**
     * Has something looked at when the task parks, if its executor does so. Any thread may call this, on the context of the task.
     *
     * @param watch in no list
     */
    public final void watch(ParkWatch watch) {
        if (!looksWhenParking()) {
            return; // it would stay for ever
        }
        ParkWatch seen = watches;
        while (true) {
            watch.next = seen;
            ParkWatch witness = (ParkWatch) WATCHES.compareAndExchange(this, seen, watch);
            if (witness == seen) {
                return;
            }
            seen = witness;
        }
    }

    /**
     * Tells whether there is anything to look at.
     *
     * @return whether {@link #parking} would do something
     */
    protected final boolean isWatched() {
        return watches != null;
    }

    /**
     * Tells what was handed to futures of the task that were not polled since, for dumps. Any thread may call this, on the context of
     * the task.
     *
     * @return what each of them holds; some may have taken it by now, and then hold nothing
     */
    public final List<Holding> untaken() {
        List<Holding> found = List.of();
        for (ParkWatch watch = watches; watch != null; watch = watch.next) {
            if (watch instanceof Holding holding) {
                found = found.isEmpty() ? new ArrayList<>(1) : found;
                found.add(holding);
            }
        }
        return found;
    }

    /**
     * Tells the executor of a futurelock.
     *
     * @param report what, and where
     */
    public final void report(Futurelock report) {
        try {
            host().futurelock(report);
        } catch (Throwable t) { // foreign code, in the middle of a poll that has nothing to do with it
            Defects.report(t);
        }
    }

    /**
     * Tells whether the task was woken since its poll began, so that it will be polled again. For executors that call {@link #parking}.
     *
     * @return {@code true} if so; it is not asked otherwise
     */
    protected boolean isWoken() {
        return true;
    }

    /**
     * Looks at what is to be looked at, unless the task was woken meanwhile. An executor calls this after a poll that was pending, and
     * before anybody else may poll.
     *
     * @param future what was polled
     */
    protected final void parking(Future<?> future) {
        ParkWatch watch = (ParkWatch) WATCHES.getAndSet(this, null);
        boolean later = isWoken(); // asked after the list was taken: whoever added something woke the task before
        while (watch != null) {
            ParkWatch next = watch.next;
            watch.next = null;
            if (later || watch.parking(this, future)) {
                watch(watch);
            }
            watch = next;
        }
    }

    // ---------------------------------------------------------------- the budget

    /**
     * Restores the budget. An executor calls this before each poll of a task, with the context that it made for the task.
     *
     * @see #of(Waker, Host)
     */
    public final void refill() {
        root.budget = FULL;
    }

    /**
     * Tells whether the poll that was just made came to more awaits than the budget has.
     *
     * @return {@code true} if it was made to give way; never without a limit
     */
    protected final boolean isOverBudget() {
        return root.budget < 0;
    }

    /**
     * Decides what an await of compiled code polls. For compiled code only.
     *
     * @param awaited the future that is about to be awaited
     * @param site the number of the place
     * @param <T> the type of its value
     * @return {@code awaited}, or a future that stands for it
     * @cost About a nanosecond.
     */
    public final <T extends @Nullable Object> Future<T> admit(Future<T> awaited, int site) {
        root.site = site;
        return (root.budget -= COST_OF_AWAIT) >= 0 ? awaited : admitLate(awaited);
    }

    /**
     * Takes from the budget what an await costs. For hand-written futures that ask others in a loop: without this, one poll could go
     * on for ever. Compiled code does it by itself.
     *
     * @return {@code false} if the budget is spent; the task is woken then, and the future is to be pending
     * @cost About a nanosecond.
     * @origin tokio::task::coop::poll_proceed (1.53). Differs: nothing is given back by a future that turns out to be pending.
     */
    public final boolean consume() {
        if ((root.budget -= COST_OF_AWAIT) >= 0) {
            return true;
        }
        if (host() == NO_HOST) {
            root.budget = Integer.MAX_VALUE;
            return true;
        }
        waker().wake();
        return false;
    }

    /**
     * Tells whether an await that comes now would be admitted.
     *
     * @return {@code false} if the budget of this poll is spent
     */
    public final boolean hasBudget() {
        return root.budget >= COST_OF_AWAIT;
    }

    /**
     * Does what {@link #admit} does, before another round of a preemptible loop.
     *
     * @param awaited {@link AsyncFrame#round}
     * @param <T> the type of its value
     * @return {@code awaited}, or a future that stands for it
     */
    public final <T extends @Nullable Object> Future<T> admitRound(Future<T> awaited) {
        return --root.budget >= 0 ? awaited : admitLate(awaited);
    }

    /**
     * Does what {@link #admit} does, where a block gives way of its own accord.
     *
     * @param awaited {@link AsyncFrame#yieldNow}
     * @param <T> the type of its value
     * @return {@code awaited}
     */
    public final <T extends @Nullable Object> Future<T> admitYield(Future<T> awaited) {
        return (root.budget -= COST_OF_AWAIT) >= 0 || real() == null ? awaited : refuse(awaited);
    }

    private <T extends @Nullable Object> Future<T> admitLate(Future<T> awaited) {
        return real() == null ? outOfBudget(awaited) : refuse(awaited);
    }

    private <T extends @Nullable Object> Future<T> outOfBudget(Future<T> awaited) {
        if (host() == NO_HOST) {
            root.budget = Integer.MAX_VALUE;
            return awaited;
        }
        return new GiveWay<>(awaited);
    }

    private <T extends @Nullable Object> Future<T> refuse(Future<T> awaited) {
        Throwable failure = Failures.ofDropping(awaited);
        if (root.budget < -MAX_REFUSALS * COST_OF_AWAIT) {
            return Futures.pending(); // where BlockDrop finds the block standing, and gives it up
        }
        DropSignal signal = new DropSignal();
        Failures.add(signal, failure);
        throw Sneaky.<RuntimeException>rethrow(signal);
    }

    /**
     * Does what {@link #admit} does, at an await in clean-up code.
     *
     * @param awaited the future that is about to be awaited
     * @param site the number of the place
     * @param <T> the type of its value
     * @return {@code awaited}, or a future that stands for it
     */
    public final <T extends @Nullable Object> Future<T> admitCleanUp(Future<T> awaited, int site) {
        Context clean = real();
        return clean == null ? admit(awaited, site) : new Shielded<>(clean.admit(awaited, site));
    }

    /** Returns the context for what a block awaits in its clean-up. */
    final Context forCleanUp() {
        Context clean = real();
        return clean == null ? this : clean;
    }

    /** Returns a context whose budget is never spent, made from this one or, if it was made from it before, {@code earlier}. */
    final Context withoutLimit(@Nullable Context earlier) {
        Context unlimited = earlier instanceof Unlimited made && made.parent == this ? made : new Unlimited(this);
        unlimited.budget = Integer.MAX_VALUE;
        return unlimited;
    }

    // ---------------------------------------------------------------- kinds

    private static final class OfTask extends Context {

        private final Waker waker;
        private final Host host;

        OfTask(Waker waker, Host host) {
            this.waker = waker;
            this.host = host;
        }

        @Override
        public Waker waker() {
            return waker;
        }

        @Override
        protected Host host() {
            return host;
        }
    }

    /** Stands for its parent, but for what its kind changes. */
    private abstract static class Derived extends Context {

        final Context parent;

        Derived(Context parent, @Nullable Context root) {
            super(root, 0);
            this.parent = parent;
        }

        @Override
        public Waker waker() {
            return parent.waker();
        }

        @Override
        protected final Host host() {
            return parent.host();
        }

        @Override
        @Nullable Context real() {
            return parent.real();
        }
    }

    private static final class OfChild extends Derived {

        private final Waker waker;

        OfChild(Context parent, Waker waker) {
            super(parent, parent.root);
            this.waker = waker;
        }

        @Override
        public Waker waker() {
            return waker;
        }
    }

    /** Has no budget, so that every await is refused. */
    private static final class OfDropped extends Derived {

        OfDropped(Context real) {
            super(real, null);
        }

        @Override
        Context real() {
            return parent;
        }
    }

    /** Has a budget of its own. */
    private static final class Unlimited extends Derived {

        Unlimited(Context parent) {
            super(parent, null);
        }
    }
}
