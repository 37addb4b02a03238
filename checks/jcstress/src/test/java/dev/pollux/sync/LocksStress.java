package dev.pollux.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** What was done under a lock is visible to whoever gets it next, at once or from a line, and nobody is left in the line. */
public final class LocksStress {

    private LocksStress() {}

    /** A lock, a number that it guards by nothing else, and tasks that want it. */
    abstract static class Guarded {
        private int number; // plain: only the lock orders it

        /** One more; returns which one it is. */
        int count(AutoCloseable guard) {
            try (guard) {
                return ++number;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        /** The same for what it came to: -1 if it waits. */
        int countIfReady(Task<?> task) {
            return task.poll() ? count(task.guard) : -1;
        }

        /** What the task does in the end, if it waits: counts if it was woken. */
        String end(Task<?> task, int before) {
            if (before != -1) {
                return "at once " + before;
            }
            return task.woken ? "woken " + countIfReady(task) : "forgotten";
        }
    }

    /** A task that polls one future. */
    static final class Task<G extends AutoCloseable> {
        private final Future<G> future;
        private volatile boolean woken;
        private G guard;

        Task(Future<G> future) {
            this.future = future;
        }

        boolean poll() {
            try {
                guard = future.poll(Context.of(() -> woken = true)) instanceof Poll.Ready<G> ready
                        ? ready.value()
                        : null;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return guard != null;
        }
    }

    /** Two that try: whoever comes second sees what the first did. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 2", "2, 1", "1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "one after the other, or only one")
    @Outcome(expect = FORBIDDEN, desc = "both at once, or one that did not see the other")
    public static class MutexTries extends Guarded {
        private final Mutex<Integer> mutex = new Mutex<>(0);

        @Actor
        public void first(II_Result r) {
            r.r1 = attempt();
        }

        @Actor
        public void second(II_Result r) {
            r.r2 = attempt();
        }

        private int attempt() {
            Mutex.Guard<Integer> guard = mutex.tryLock();
            return guard == null ? 0 : count(guard);
        }
    }

    /** A task goes to wait while the lock is released. */
    @JCStressTest
    @State
    @Outcome(
            id = {"at once 2", "woken 2"},
            expect = ACCEPTABLE,
            desc = "it got the lock, and saw what was done under it")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class MutexHandOver extends Guarded {
        private final Mutex<Integer> mutex = new Mutex<>(0);
        private final Mutex.Guard<Integer> held = mutex.tryLock();
        private final Task<Mutex.Guard<Integer>> task = new Task<>(mutex.lock());
        private int answer;

        @Actor
        public void holder() {
            count(held);
        }

        @Actor
        public void waiter() {
            answer = countIfReady(task);
        }

        @Arbiter
        public void arbiter(L_Result r) {
            r.r1 = end(task, answer);
        }
    }

    /** The first in line is dropped while the lock is released: it goes to the second. */
    @JCStressTest
    @State
    @Outcome(id = "woken 2", expect = ACCEPTABLE, desc = "the second got it")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class MutexDropInLine extends Guarded {
        private final Mutex<Integer> mutex = new Mutex<>(0);
        private final Mutex.Guard<Integer> held = mutex.tryLock();
        private final Task<Mutex.Guard<Integer>> first = new Task<>(mutex.lock());
        private final Task<Mutex.Guard<Integer>> second = new Task<>(mutex.lock());

        public MutexDropInLine() {
            first.poll();
            second.poll();
        }

        @Actor
        public void holder() {
            count(held);
        }

        @Actor
        public void dropper() {
            first.future.drop();
        }

        @Arbiter
        public void arbiter(L_Result r) {
            r.r1 = end(second, -1);
        }
    }

    /** A writer goes to wait while two readers leave, of whom one was there before and one comes and goes. */
    @JCStressTest
    @State
    @Outcome(
            id = {"at once 1", "woken 1"},
            expect = ACCEPTABLE,
            desc = "the writer got in")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class RwLockWriterAndReaders extends Guarded {
        private final RwLock<Integer> lock = new RwLock<>(0);
        private final RwLock.ReadGuard<Integer> held = lock.tryRead();
        private final Task<RwLock.WriteGuard<Integer>> writer = new Task<>(lock.write());
        private int answer;

        @Actor
        public void reader() {
            held.close();
        }

        @Actor
        public void anotherReader() {
            RwLock.ReadGuard<Integer> guard = lock.tryRead();
            if (guard != null) {
                guard.close();
            }
        }

        @Actor
        public void writer() {
            answer = countIfReady(writer);
        }

        @Arbiter
        public void arbiter(L_Result r) {
            r.r1 = end(writer, answer);
        }
    }

    /** A reader goes to wait while a writer leaves: it sees what was written. */
    @JCStressTest
    @State
    @Outcome(
            id = {"at once 2", "woken 2"},
            expect = ACCEPTABLE,
            desc = "the reader saw what was written")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class RwLockReaderAfterWriter extends Guarded {
        private final RwLock<Integer> lock = new RwLock<>(0);
        private final RwLock.WriteGuard<Integer> held = lock.tryWrite();
        private final Task<RwLock.ReadGuard<Integer>> reader = new Task<>(lock.read());
        private int answer;

        @Actor
        public void writer() {
            count(held);
        }

        @Actor
        public void reader() {
            answer = countIfReady(reader);
        }

        @Arbiter
        public void arbiter(L_Result r) {
            r.r1 = end(reader, answer);
        }
    }

    /** Who wants all permits goes to wait while another one comes and goes, many times. */
    @JCStressTest
    @State
    @Outcome(id = "served", expect = ACCEPTABLE, desc = "it got them, at once or by a wake")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class SemaphoreAllAndComings {
        private final Semaphore semaphore = new Semaphore(2);
        private final Task<Semaphore.Permit> all = new Task<>(semaphore.acquireMany(2));
        private boolean ready;

        @Actor
        public void another() {
            for (int i = 0; i < 20; i++) {
                Semaphore.Permit permit = semaphore.tryAcquire();
                if (permit != null) {
                    permit.close();
                }
            }
        }

        @Actor
        public void waiter() {
            ready = all.poll();
        }

        @Arbiter
        public void arbiter(L_Result r) {
            r.r1 = ready || (all.woken && all.poll()) ? "served" : "forgotten";
        }
    }

    /** A request is dropped while it is served: the permit goes back, or never left. */
    @JCStressTest
    @State
    @Outcome(id = "woken 1", expect = ACCEPTABLE, desc = "the second got the permit that the first did not take")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class SemaphoreDropInLine extends Guarded {
        private final Semaphore semaphore = new Semaphore(0);
        private final Task<Semaphore.Permit> first = new Task<>(semaphore.acquire());
        private final Task<Semaphore.Permit> second = new Task<>(semaphore.acquire());

        public SemaphoreDropInLine() {
            first.poll();
            second.poll();
        }

        @Actor
        public void giver() {
            semaphore.addPermits(1);
        }

        @Actor
        public void dropper() {
            first.future.drop();
        }

        @Arbiter
        public void arbiter(L_Result r) {
            r.r1 = end(second, -1);
        }
    }
}
