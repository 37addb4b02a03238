package dev.pollux.time;

import dev.pollux.future.AsyncFrame;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.runtime.context.ContextKey;
import dev.pollux.runtime.context.InContext;
import dev.pollux.runtime.context.TaskContext;
import dev.pollux.runtime.spi.Clock;
import dev.pollux.runtime.spi.RuntimeContext;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The moment by which a task should be done. It belongs to the task, and so do those of its children: whatever the task calls can
 * read how much time is left, and cannot wait for longer.
 *
 * <pre>{@code
 * withDeadline(Duration.ofSeconds(1), "checkout", checkout(basket)).await();
 * }</pre>
 *
 * <p>Deadlines combine by minimum: one inside another can only be earlier. Tasks spawned inside inherit it. Two things end by it: the
 * future given to {@code withDeadline}, which is dropped; and each {@link Timeout} below, also in a child task. A {@code sleep} does
 * not: it is not a wait for anything.
 */
public final class Deadline {

    private static final ContextKey<Deadline> KEY = ContextKey.inherited("deadline");

    private final String name;
    private final Object owner; // for people: where an async block starts, or else the future
    private final Clock clock;
    private final long setAt;
    private final long nanos;

    private Deadline(String name, Future<?> limited, Clock clock, long setAt, long nanos) {
        this.name = Objects.requireNonNull(name, "name");
        this.owner = limited instanceof AsyncFrame<?> block ? block.site() : Objects.requireNonNull(limited, "future");
        this.clock = clock;
        this.setAt = setAt;
        this.nanos = nanos;
    }

    // ---------------------------------------------------------------- setting one

    /**
     * Limits a future and all that it starts. Time runs from now on, not from the first poll.
     *
     * @param limit how long it may take
     * @param name of the deadline, for the message of the exception
     * @param future what to limit
     * @param <T> the type of the value
     * @return a future with the value of {@code future}; it fails with a {@link DeadlineExceededException} if there is none in time
     * @throws IllegalStateException if the calling thread belongs to no runtime
     * @cancel As safe as {@code future}.
     * @wakeup As {@code future}, and by the runtime's timer.
     * @cost Some small objects. No timer is armed if the future is ready at its first poll.
     */
    public static <T extends @Nullable Object> Future<T> of(Duration limit, String name, Future<T> future) {
        Clock clock = RuntimeContext.current().clock();
        long now = clock.nanoTime();
        return limit(future, new Deadline(name, future, clock, now, now + Moment.clampedNanos(limit)));
    }

    /**
     * Does the same with a moment.
     *
     * @param moment of the current runtime
     * @param name of the deadline, for the message of the exception
     * @param future what to limit
     * @param <T> the type of the value
     * @return as {@link #of(Duration, String, Future)}
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public static <T extends @Nullable Object> Future<T> of(Moment moment, String name, Future<T> future) {
        Clock clock = RuntimeContext.current().clock();
        return limit(future, new Deadline(name, future, clock, clock.nanoTime(), moment.nanos()));
    }

    private static <T extends @Nullable Object> Future<T> limit(Future<T> future, Deadline mine) {
        Future<T> ended = Futures.<T>select(
                        Futures.when(future, value -> value), Futures.when(new DeadlineExpiry(future), late -> {
                            throw late;
                        }))
                .biased(); // a value that is there wins
        return new InContext<>(mine.toString(), ended, found -> found.with(KEY, mine.orEarlier(found.get(KEY))));
    }

    private Deadline orEarlier(@Nullable Deadline outer) {
        return outer != null && outer.left().compareTo(left()) <= 0 ? outer : this;
    }

    /**
     * Runs a future as if no deadline had been set: for work that must be done also when it is late. A {@code withDeadline} further
     * out still drops it, so this is for tasks of their own: {@code spawn(withoutDeadline(...))}.
     *
     * @param future does not see the deadline, nor do tasks that it spawns
     * @param <T> the type of the value
     * @return a future of the same value
     */
    public static <T extends @Nullable Object> Future<T> ignoring(Future<T> future) {
        return new InContext<>("without deadline", future, found -> found.without(KEY));
    }

    // ---------------------------------------------------------------- reading it

    /**
     * Returns the deadline of the caller.
     *
     * @return the earliest of those set around the caller, if there is one
     */
    public static Optional<Deadline> current() {
        return Optional.ofNullable(TaskContext.current().get(KEY));
    }

    /**
     * Returns how much time the caller has.
     *
     * @return the time left, not below zero; empty if there is no deadline
     */
    public static Optional<Duration> remaining() {
        return current().map(Deadline::left).map(left -> left.isNegative() ? Duration.ZERO : left);
    }

    /**
     * Returns the name.
     *
     * @return as given
     */
    public String name() {
        return name;
    }

    /**
     * Returns when it ends.
     *
     * @return a moment of the runtime in which the deadline was set
     */
    public Moment moment() {
        return new Moment(nanos);
    }

    /** Returns the deadline of the caller, if it comes before a time of the same clock. */
    static @Nullable Deadline before(long end) {
        Deadline set = TaskContext.current().get(KEY);
        return set != null && set.nanos - end < 0 ? set : null;
    }

    /** Returns the time left, which is negative afterwards. */
    Duration left() {
        return Duration.ofNanos(nanos - clock.nanoTime());
    }

    /** Returns the time it gave. */
    Duration limit() {
        return Duration.ofNanos(nanos - setAt);
    }

    /** Returns the time since it was set. */
    Duration age() {
        return Duration.ofNanos(clock.nanoTime() - setAt);
    }

    /** Says whom it was set for. */
    String owner() {
        return owner.toString();
    }

    @Override
    public String toString() {
        return "Deadline[\"" + name + "\", " + InWords.of(limit()) + "]";
    }
}
