package dev.pollux.runtime.schedule;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The tasks of one worker: a bounded queue with one owner, from which others steal. First in, first out. */
final class RunQueue {

    /*
     * Two counters
     * ------------
     * Tasks number `head` to `tail - 1` are in the queue, task n in slot n modulo the capacity. Both counters only grow, and
     * are too long to wrap.
     *
     *     field    written by                                      read by
     *     tail     the owner alone                                 all
     *     head     whoever takes tasks, by compare-and-set         all
     *     slots    the owner alone                                 all, before they try to move `head`
     *
     * Why each task is taken once
     * ---------------------------
     * To take is to move `head`. Who takes reads the slots first and then moves `head` from the value it saw. The owner writes
     * slot n again only when it has seen `head` beyond n. So a reader whose slots were overwritten fails to move `head`, and
     * forgets what it read.
     *
     * A full queue spills its newer half. The owner takes everything, and then adds as many to `tail` as the older half has:
     * since the queue was full those are the slots where the older half still is.
     *
     * Memory order
     * ------------
     * `tail` is written as volatile after the slot, and read before it: who sees a number sees its task. That the write is
     * volatile, and not only a release, is for IdleWorkers: the owner asks for sleepers after it added a task, and a sleeper
     * looks for tasks after it lay down.
     *
     * What may lag
     * ------------
     * A slot keeps its task when others took it, until the owner writes it again or calls `forgetTaken`.
     */

    static final int CAPACITY = 256;

    private static final int HALF = CAPACITY / 2;
    private static final int MASK = CAPACITY - 1;
    private static final int ATTEMPTS = 4;

    private static final VarHandle HEAD = handle("head");
    private static final VarHandle TAIL = handle("tail");

    private final @Nullable Runnable[] slots = new @Nullable Runnable[CAPACITY];
    private volatile long head;
    private volatile long tail;
    private long forgotten; // by the owner: slots of tasks before this one are empty

    // ---------------------------------------------------------------- the owner

    /** Adds a task, unless the queue is full. */
    boolean offer(Runnable task) {
        long end = ownTail();
        if (end - head >= CAPACITY) {
            return false;
        }
        slots[(int) end & MASK] = task;
        tail = end + 1;
        return true;
    }

    /** Takes the newer half and gives it to the injection queue, together with one more task. False if the queue is not full any more. */
    boolean spill(InjectQueue injected, Runnable task) {
        long end = ownTail();
        long begin = head;
        if (end - begin < CAPACITY) {
            return false;
        }
        @Nullable Runnable[] batch = new @Nullable Runnable[HALF + 1];
        for (int i = 0; i < HALF; i++) {
            batch[i] = slots[(int) (begin + HALF + i) & MASK];
        }
        batch[HALF] = task;
        if (!HEAD.compareAndSet(this, begin, end)) {
            return false;
        }
        tail = end + HALF;
        injected.addAll(batch, batch.length);
        return true;
    }

    /** Takes the oldest task. */
    @Nullable Runnable poll() {
        while (true) {
            long begin = head;
            if (begin == ownTail()) {
                return null;
            }
            int slot = (int) begin & MASK;
            Runnable task = slots[slot];
            if (HEAD.compareAndSet(this, begin, begin + 1)) {
                slots[slot] = null;
                return task;
            }
        }
    }

    /** Returns how many tasks fit for sure. */
    int room() {
        return CAPACITY - (int) (ownTail() - head);
    }

    /** The number that the next task to be added will have. */
    long nextNumber() {
        return ownTail();
    }

    /** Tells whether the task with this number is the oldest, or was taken. */
    boolean hasReached(long number) {
        return head >= number;
    }

    /** Lets go of tasks that others took. */
    void forgetTaken() {
        long begin = head;
        for (long i = Math.max(forgotten, ownTail() - CAPACITY); i < begin; i++) {
            slots[(int) i & MASK] = null;
        }
        forgotten = begin;
    }

    private long ownTail() {
        return (long) TAIL.get(this); // plain: the owner wrote it
    }

    // ---------------------------------------------------------------- others

    boolean isEmpty() {
        return head >= tail;
    }

    int size() {
        return (int) Math.max(0, tail - head);
    }

    /** Takes the older half, rounded up; returns the oldest task and puts the others into the thief's own queue, which is empty. */
    @Nullable Runnable stealInto(RunQueue own) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long begin = head;
            long available = tail - begin;
            if (available <= 0) {
                return null;
            }
            int count = (int) Math.min(HALF, available - available / 2);
            Runnable first = slots[(int) begin & MASK];
            long end = own.ownTail();
            for (int i = 1; i < count; i++) {
                own.slots[(int) (end + i - 1) & MASK] = slots[(int) (begin + i) & MASK];
            }
            if (HEAD.compareAndSet(this, begin, begin + count)) {
                own.tail = end + count - 1;
                return first;
            }
            for (int i = 1; i < count; i++) { // others got them, and the thief must not keep them
                own.slots[(int) (end + i - 1) & MASK] = null;
            }
        }
        return null;
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(RunQueue.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
