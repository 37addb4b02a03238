package dev.pollux.future;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A set of futures that run together, and whose values are taken one by one as they come.
 *
 * <p>Each member has a waker of its own: however many there are, only those that were woken are polled. A set is worth while
 * from some ten members on, or when members are added as others finish; {@link Futures#join join} suits a fixed few.
 *
 * <pre>{@code
 * var requests = new FuturesUnordered<Page>();
 * urls.forEach(url -> requests.push(fetch(url)));
 * while (!requests.isEmpty()) {
 *     show(requests.next().await());
 * }
 * }</pre>
 *
 * <p>The set belongs to one task. Its methods, and the polls of {@link #next}, may not be called by two threads at once.
 *
 * @param <T> the type of the values
 * @origin futures-rs FuturesUnordered (0.3). Differs: a pass polls each member at most once, and gives way by not waiting for
 *     members woken during the pass instead of counting polls; {@code push} wakes whoever waits for {@link #next}.
 */
public final class FuturesUnordered<T extends @Nullable Object> implements AutoCloseable {

    /*
     * Two lists
     * ---------
     * All members are linked, in the order of their pushes, so that a drop reaches each. Those to be polled are also in the
     * ready queue, in the order of their wakes; a push counts as the first wake. How a wake travels without being lost is
     * told in ReadyQueue and ReadyChild.
     *
     * A pass
     * ------
     * A poll collects the ready queue once and goes through what it found until a member finishes; the rest stays for the
     * next poll. A member woken after the collecting, perhaps by itself while it was polled, waits for the next pass. Its wake
     * has woken the task, so that pass will come; meanwhile the task gives way to others. This is why no number limits a pass:
     * it is at most as long as the set.
     */

    private final ReadyQueue<UnorderedChild<T>> ready = new ReadyQueue<>();

    private @Nullable UnorderedChild<T> first;
    private @Nullable UnorderedChild<T> last;
    private int size;
    private boolean polling;
    private @Nullable Next latest; // whose waker the queue has

    /** Creates an empty set. */
    public FuturesUnordered() {}

    /**
     * Creates a set.
     *
     * @param futures its first members, as by {@link #push}
     */
    public FuturesUnordered(Collection<? extends Future<? extends T>> futures) {
        futures.forEach(this::push);
    }

    /**
     * Adds a future. It is first polled by the next poll of {@link #next}.
     *
     * @param future not polled yet, or at least nobody else's to poll
     * @wakeup Wakes the task that waits for {@link #next}, if any.
     * @cost One object.
     */
    public void push(Future<? extends T> future) {
        link(future).wake();
    }

    private UnorderedChild<T> link(Future<? extends T> future) {
        var child = new UnorderedChild<T>(Objects.requireNonNull(future, "future"), ready);
        child.before = last;
        if (last == null) {
            first = child;
        } else {
            last.after = child;
        }
        last = child;
        size++;
        return child;
    }

    /**
     * Returns the number of members.
     *
     * @return how many futures were pushed and have not finished
     */
    public int size() {
        return size;
    }

    /**
     * Tells whether there are no members.
     *
     * @return {@code true} if there is nothing to wait for
     */
    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * Waits for the next member to finish.
     *
     * <p>Members that are ready together come in the order in which they were woken. If a member fails, so does this future,
     * with that very failure; the set goes on.
     *
     * @return a future of the value; {@link NoSuchElementException} from its poll if the set is empty
     * @cancel Safe: the members stay in the set, and nothing that finished is lost.
     * @wakeup The latest waker is woken after a member's is, and by {@link #push}.
     * @cost A poll is linear in the number of members woken since the last one, whatever the size of the set.
     */
    @CancelSafe
    public Future<T> next() {
        return new Next();
    }

    /**
     * Drops all members, in the order in which they were added. The set is then empty and can be used again.
     *
     * @throws IllegalStateException if called from inside a member's poll
     * @wakeup Wakes the task that waits for {@link #next}, if any, to find the set empty.
     */
    public void drop() {
        Throwable failure = dropMembers();
        Failures.throwIfAny(Failures.add(failure, Failures.ofWaking(ready.takeConsumer())));
    }

    /** Does the same as {@link #drop}. */
    @Override
    public void close() {
        drop();
    }

    @Override
    public String toString() {
        return "FuturesUnordered[size=" + size + "]";
    }

    // ---------------------------------------------------------------- for combinators

    /**
     * Adds a future as {@link #push} does, but wakes nobody: for a combinator that polls the set afterwards, in the same poll.
     *
     * @param future as for {@link #push}
     */
    public void pushQuietly(Future<? extends T> future) {
        link(future).queueQuietly();
    }

    /**
     * Does what a poll of {@link #next} does, without making an object: for combinators.
     *
     * @param cx carries the waker to call when another poll is worth while
     * @return the value (a {@code T}) of a member that finished, or {@link Poll#PENDING}
     * @throws Exception the failure of a member; the set goes on
     * @throws NoSuchElementException if the set is empty
     */
    public @Nullable Object pollNext(Context cx) throws Exception {
        requireAtRest("polled");
        if (size == 0) {
            throw new NoSuchElementException("no futures in the set");
        }
        polling = true;
        try {
            return pass(cx);
        } finally {
            polling = false;
        }
    }

    /**
     * Does what {@link #drop} does, but wakes nobody: for a combinator that is itself dropped.
     *
     * @return the failures of the drops as one; {@code null} if there are none
     */
    public @Nullable Throwable release() {
        Throwable failure = dropMembers();
        ready.takeConsumer();
        return failure;
    }

    /**
     * Lists the members. Another thread may ask; its answer may then be out of date.
     *
     * @return those that have not finished
     */
    public List<Future<?>> members() {
        List<Future<?>> seen = new ArrayList<>();
        for (UnorderedChild<T> child = first; child != null; child = child.after) {
            Future<?> future = child.future;
            if (future != null) {
                seen.add(future);
            }
        }
        return seen;
    }

    // ---------------------------------------------------------------- internals

    private @Nullable Object pass(Context cx) throws Exception {
        ready.collect(cx.waker());
        for (UnorderedChild<T> child = ready.takeFirst(); child != null; child = ready.takeFirst()) {
            if (child.future != null) { // otherwise it was woken by its own last poll
                Object raw = poll(child, cx);
                if (raw != Poll.PENDING) {
                    return raw;
                }
            }
        }
        return Poll.PENDING;
    }

    private @Nullable Object poll(UnorderedChild<T> child, Context cx) throws Exception {
        boolean finished = true;
        try {
            Object raw = Objects.requireNonNull(child.future).pollRaw(child.startPoll(cx));
            finished = raw != Poll.PENDING;
            return raw;
        } finally {
            if (finished) { // with a value or by throwing
                remove(child);
            }
        }
    }

    private Future<?> remove(UnorderedChild<T> child) {
        Future<?> removed = Objects.requireNonNull(child.future);
        child.retire();
        child.future = null;
        if (child.before == null) {
            first = child.after;
        } else {
            child.before.after = child.after;
        }
        if (child.after == null) {
            last = child.before;
        } else {
            child.after.before = child.before;
        }
        child.before = null;
        child.after = null;
        size--;
        return removed;
    }

    private @Nullable Throwable dropMembers() {
        requireAtRest("dropped");
        Throwable failure = null;
        while (first != null) {
            Future<?> dropped = remove(first);
            failure = Failures.add(failure, Failures.ofDropping(dropped));
        }
        return failure;
    }

    void requireAtRest(String verb) {
        if (polling) {
            throw new IllegalStateException(this + " was " + verb + " from inside a member's poll");
        }
    }

    private final class Next extends GuardedFuture<T> {

        @Override
        protected @Nullable Object step(Context cx) throws Exception {
            latest = this;
            return pollNext(cx);
        }

        @Override
        protected @Nullable Throwable release() {
            if (latest == this) {
                latest = null;
                ready.takeConsumer();
            }
            return null;
        }

        @Override
        protected List<Future<?>> children() {
            return members();
        }

        @Override
        public String toString() {
            return "next of " + FuturesUnordered.this;
        }
    }
}
