package dev.pollux.runtime;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import dev.pollux.future.RawFuture;
import dev.pollux.task.CancellationToken;
import dev.pollux.task.TaskFailure;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ends all work by the first task that fails: see {@link UnhandledFailure#SHUT_DOWN}. */
final class FailStop implements Consumer<TaskFailure> {

    /*
     * What comes first
     * ----------------
     * The thread that meets the failure, in the middle of the poll, remembers it in `first`, then has all work cancelled, then cancels
     * `failed`, which wakes those in blockOn. All this is before the handle of the task answers. So who gets an answer that depends on the
     * failed task finds the failure, if it looks after the answer.
     *
     * Who sees `failed` cancelled finds the failure in `first`.
     */

    private final String what;
    private final Runnable cancelAll;
    private final AtomicReference<@Nullable TaskFailure> first = new AtomicReference<>();
    private final CancellationToken failed = new CancellationToken();

    /**
     * Waits for a failure.
     *
     * @param what ends, for people
     * @param cancelAll ends it
     */
    FailStop(String what, Runnable cancelAll) {
        this.what = what;
        this.cancelAll = cancelAll;
    }

    @Override
    public void accept(TaskFailure failure) {
        if (first.compareAndSet(null, failure)) {
            cancelAll.run();
            failed.cancel();
        }
    }

    /** Returns the failure that ended everything, if there was one. */
    @Nullable TaskFailure failure() {
        return first.get();
    }

    /**
     * Lets a future run until a task fails.
     *
     * @param operation what was called
     * @param future dropped then
     * @param rest what is to be waited for before that is thrown
     */
    <T extends @Nullable Object> Future<T> guard(String operation, Future<T> future, Supplier<Future<?>> rest) {
        return new Guarded<>(operation, Objects.requireNonNull(future, "future"), rest);
    }

    private final class Guarded<T extends @Nullable Object> extends RawFuture<T> implements Awaiting {

        private final String operation;
        private final Supplier<Future<?>> rest;
        private Future<?> running; // the race of the future and the failure; then the rest
        private @Nullable RuntimeShutdownException end; // once the race is over by a failure of a task

        Guarded(String operation, Future<T> future, Supplier<Future<?>> rest) {
            this.operation = operation;
            this.rest = rest;
            this.running = Futures.<@Nullable Object>race(List.of(failed.cancelled(), future))
                    .biased();
        }

        @Override
        public @Nullable Object pollRaw(Context cx) throws Exception {
            if (end == null) {
                Object raw = pollRace(cx);
                TaskFailure failure = first.get();
                if (failure == null || raw == Poll.PENDING) {
                    return raw;
                }
                end = new RuntimeShutdownException(operation, what, failure);
                running = rest.get();
            }
            return pollRest(end, cx);
        }

        private @Nullable Object pollRace(Context cx) throws Exception {
            try {
                return running.pollRaw(cx);
            } catch (Throwable t) {
                TaskFailure failure = first.get();
                if (failure == null) {
                    throw t;
                }
                if (t != failure.failure()) {
                    failure.failure().addSuppressed(t);
                }
                return null;
            }
        }

        private Object pollRest(RuntimeShutdownException end, Context cx) {
            try {
                if (running.pollRaw(cx) == Poll.PENDING) {
                    return Poll.PENDING;
                }
            } catch (Throwable t) { // such as: the runtime is closed meanwhile, with its timers
                end.addSuppressed(t);
            }
            throw end;
        }

        @Override
        public void drop() {
            running.drop();
        }

        @Override
        public List<Future<?>> awaiting() {
            return List.of(running);
        }

        @Override
        public String toString() {
            return operation;
        }
    }
}
