package dev.pollux.task;

import dev.pollux.future.Awaited;
import dev.pollux.future.Future;
import dev.pollux.future.Resource;
import dev.pollux.runtime.spi.WakeBatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How many tasks a tracker has, whether it is closed, and who waits for it to be closed and empty. */
final class TaskCount implements Awaited {

    /*
     * One word and a list
     * -------------------
     * `state` is twice the number of tasks, plus one while closed. It passes through 1, closed and empty, by exactly one change:
     * whoever makes that change counts a draining and wakes all who wait.
     *
     * A wait that began before a draining is over, also if the tracker was reopened, or took more tasks, before the wait was
     * polled: it compares the number of drainings with the one when it began.
     *
     * What may lag: a draining is counted after the change of `state`. A wait that begins in between, on a tracker that another
     * thread reopens at this very time, is over at once; it cannot tell which came first.
     */

    private static final long CLOSED = 1;
    private static final long ONE_TASK = 2;

    private final AtomicLong state = new AtomicLong();
    private final AtomicLong drainings = new AtomicLong();
    private final WaitList waiters = new WaitList();

    void add() {
        state.addAndGet(ONE_TASK);
    }

    void remove() {
        if (state.addAndGet(-ONE_TASK) == CLOSED) {
            drain();
        }
    }

    /** Returns whether it was open. */
    boolean close() {
        long before = state.getAndUpdate(seen -> seen | CLOSED);
        if (before == 0) {
            drain();
        }
        return (before & CLOSED) == 0;
    }

    /** Returns whether it was closed. */
    boolean reopen() {
        return (state.getAndUpdate(seen -> seen & ~CLOSED) & CLOSED) != 0;
    }

    boolean isClosed() {
        return (state.get() & CLOSED) != 0;
    }

    long tasks() {
        return state.get() / ONE_TASK;
    }

    /** What its waiters wait for, and its tasks bring about. */
    Resource end() {
        return new Resource(this, "the end of");
    }

    /** While it is open, there is also whoever may close it. */
    @Override
    public int holders(String what) {
        return isClosed() ? (int) Math.min(tasks(), Integer.MAX_VALUE) : UNKNOWN;
    }

    @Override
    public String toString() {
        return "a tracker of " + tasks() + " tasks";
    }

    Future<@Nullable Void> drained() {
        return new Drained(this);
    }

    private void drain() {
        drainings.incrementAndGet();
        WakeBatch wakes = new WakeBatch();
        waiters.takeAll(wakes);
        wakes.wakeAll();
    }

    private static final class Drained extends Wait {

        private final TaskCount count;
        private final long before;
        private final boolean already;

        Drained(TaskCount count) {
            super(count.waiters);
            this.count = count;
            this.before = count.drainings.get(); // first: what is missed here is seen below
            this.already = count.state.get() == CLOSED;
        }

        @Override
        boolean isOver() {
            return already || count.drainings.get() != before;
        }

        @Override
        Resource event() {
            return count.end();
        }

        @Override
        public String toString() {
            return "drained of " + count;
        }
    }
}
