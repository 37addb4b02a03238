package dev.pollux.runtime;

import dev.pollux.future.Future;
import dev.pollux.runtime.task.BlockingJobs;
import dev.pollux.task.JoinHandle;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Threads for one kind of blocking work, such as the calls to one database. If that work gets stuck it uses up its own threads and
 * its own queue, and no other work suffers.
 *
 * <pre>{@code
 * Bulkhead jdbc = Bulkhead.named("jdbc").threads(8).queue(100).build();
 * User user = jdbc.submit(() -> dao.load(id)).await();      // waits if there is no room
 * }</pre>
 *
 * <p>It belongs to a runtime and ends with it. Its threads are made when needed and end when idle.
 */
public final class Bulkhead {

    private final RuntimeCore core;
    private final String name;
    private final int threads;
    private final BlockingJobs jobs;
    private final Admission admission;

    private Bulkhead(Builder builder, RuntimeCore core) {
        this.core = core;
        this.name = builder.name;
        this.threads = builder.threads;
        this.jobs = core.pools().bulkhead(name, threads);
        this.admission = new Admission((int) Math.min(Integer.MAX_VALUE, (long) threads + builder.queue));
    }

    /**
     * Begins to make a bulkhead.
     *
     * @param name for threads and messages
     * @return a builder
     * @throws IllegalArgumentException if {@code name} is blank
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /**
     * Runs a job on a thread of the bulkhead, if there is room.
     *
     * @param job may block; the runtime is current in it
     * @param <T> the type of the value
     * @return the handle of the job, as for {@link Handle#spawnBlocking}
     * @throws BulkheadFullException if all threads are busy and the queue is full
     */
    public <T extends @Nullable Object> JoinHandle<T> spawnBlocking(Callable<T> job) {
        Objects.requireNonNull(job, "job");
        if (!admission.tryEnter()) {
            throw full();
        }
        return spawnAdmitted(job);
    }

    /**
     * Runs a job on a thread of the bulkhead as soon as there is room.
     *
     * @param job may block; the runtime is current in it
     * @param <T> the type of the value
     * @return a future of what the job yields
     * @cancel Safe while it waits for room: it leaves the line, and the job never starts. Afterwards the job is aborted.
     * @wakeup When it has got room, and when the job ended.
     * @cost While it waits for room one small object and a place in a line; those who wait are served in the order of their first
     *     polls.
     */
    public <T extends @Nullable Object> Future<T> submit(Callable<T> job) {
        return new BulkheadSubmission<>(this, Objects.requireNonNull(job, "job"));
    }

    <T extends @Nullable Object> JoinHandle<T> spawnAdmitted(Callable<T> job) {
        if (core.takesJobs()) {
            return jobs.spawn(job, core.labelOf(null), admission::leave);
        }
        admission.leave();
        return jobs.refuse(job);
    }

    Admission admission() {
        return admission;
    }

    private BulkheadFullException full() {
        return new BulkheadFullException(name, running(), queued());
    }

    // ---------------------------------------------------------------- figures

    /**
     * Returns the name.
     *
     * @return as given
     */
    public String name() {
        return name;
    }

    /**
     * Returns how many jobs have a thread, or are about to get one.
     *
     * @return a number up to that of the threads
     */
    public int running() {
        return Math.min(threads, admission.taken());
    }

    /**
     * Returns how many jobs are in the queue.
     *
     * @return a number up to the size of the queue
     */
    public int queued() {
        return Math.max(0, admission.taken() - threads);
    }

    /**
     * Returns how many jobs wait for room.
     *
     * @return the number of futures of {@link #submit} that were polled and have no room
     */
    public int waiting() {
        return admission.waiting();
    }

    /**
     * Returns how many jobs found no room.
     *
     * @return how often {@link #spawnBlocking} threw a {@link BulkheadFullException}
     */
    public long rejected() {
        return admission.rejected();
    }

    @Override
    public String toString() {
        return "Bulkhead[" + name + "]";
    }

    /** Says how large a bulkhead is to be. */
    public static final class Builder {

        private static final int DEFAULT_THREADS = 8;
        private static final int DEFAULT_QUEUE = 100;

        private final String name;
        private int threads = DEFAULT_THREADS;
        private int queue = DEFAULT_QUEUE;

        private Builder(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("the name of a bulkhead must not be blank");
            }
            this.name = name;
        }

        /**
         * Sets how many jobs run at the same time.
         *
         * @param count at least one; by default 8
         * @return this builder
         * @throws IllegalArgumentException if {@code count} is less than one
         */
        public Builder threads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("threads must be at least 1: " + count);
            }
            threads = count;
            return this;
        }

        /**
         * Sets how many jobs may wait for a thread.
         *
         * @param size zero or more; by default 100
         * @return this builder
         * @throws IllegalArgumentException if {@code size} is negative
         */
        public Builder queue(int size) {
            if (size < 0) {
                throw new IllegalArgumentException("queue must not be negative: " + size);
            }
            queue = size;
            return this;
        }

        /**
         * Makes the bulkhead, on the runtime of the calling thread.
         *
         * @return the bulkhead
         * @throws IllegalStateException if the thread belongs to no runtime
         */
        public Bulkhead build() {
            return build(Handle.current());
        }

        /**
         * Makes the bulkhead.
         *
         * @param runtime to which it belongs
         * @return the bulkhead
         * @throws RuntimeShutdownException if the runtime was shut down
         */
        public Bulkhead build(Handle runtime) {
            RuntimeCore core = runtime.core();
            if (!core.takesJobs()) {
                throw core.shutDown("a bulkhead");
            }
            return new Bulkhead(this, core);
        }
    }
}
