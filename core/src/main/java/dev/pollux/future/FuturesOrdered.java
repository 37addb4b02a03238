package dev.pollux.future;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A queue of futures that run together, and whose values are taken in the order of the queue.
 *
 * <p>Values that come too early are kept. As in {@link FuturesUnordered}, which drives the members, only those that were woken are
 * polled.
 *
 * <pre>{@code
 * var pages = new FuturesOrdered<Page>();
 * urls.forEach(url -> pages.pushBack(fetch(url)));
 * while (!pages.isEmpty()) {
 *     print(pages.next().await());
 * }
 * }</pre>
 *
 * <p>The queue belongs to one task. Its methods, and the polls of {@link #next}, may not be called by two threads at once.
 *
 * @param <T> the type of the values
 * @origin futures-rs FuturesOrdered (0.3). Differs: a queue of places instead of a heap of numbers.
 */
public final class FuturesOrdered<T extends @Nullable Object> implements AutoCloseable {

    /** A member: it keeps what its future came to until it is the first, and yields nothing itself. */
    private static final class Place<T extends @Nullable Object> extends AdapterFuture<@Nullable Void> {

        private @Nullable Outcome<T> outcome;

        Place(Future<? extends T> future) {
            super(future);
        }

        @Override
        protected @Nullable Object step(Context cx) {
            outcome = outcomeOfSource(cx);
            return outcome == null ? Poll.PENDING : null;
        }

        @Override
        public String toString() {
            return "in order";
        }
    }

    private final FuturesUnordered<@Nullable Void> running = new FuturesUnordered<>();
    private final Deque<Place<T>> queue = new ArrayDeque<>();

    /** Creates an empty queue. */
    public FuturesOrdered() {}

    /**
     * Creates a queue.
     *
     * @param futures its first members, as by {@link #pushBack}
     */
    public FuturesOrdered(Collection<? extends Future<? extends T>> futures) {
        futures.forEach(this::pushBack);
    }

    /**
     * Adds a future whose value is to come last. It is first polled by the next poll of {@link #next} that has to wait.
     *
     * @param future not polled yet, or at least nobody else's to poll
     * @wakeup Wakes the task that waits for {@link #next}, if any.
     * @cost Two objects.
     */
    public void pushBack(Future<? extends T> future) {
        queue.addLast(run(future));
    }

    /**
     * Adds a future whose value is to come next.
     *
     * @param future as for {@link #pushBack}
     * @wakeup As for {@link #pushBack}.
     * @cost As for {@link #pushBack}.
     */
    public void pushFront(Future<? extends T> future) {
        queue.addFirst(run(future));
    }

    private Place<T> run(Future<? extends T> future) {
        Place<T> place = new Place<>(Objects.requireNonNull(future, "future"));
        running.push(place);
        return place;
    }

    /**
     * Returns the number of members.
     *
     * @return how many values are still to be taken, whether they are there or not
     */
    public int size() {
        return queue.size();
    }

    /**
     * Tells whether there are no members.
     *
     * @return {@code true} if there is nothing to wait for
     */
    public boolean isEmpty() {
        return queue.isEmpty();
    }

    /**
     * Waits for the value of the first member. If that failed, so does this future, with that very failure; the queue goes on.
     *
     * @return a future of the value; {@link NoSuchElementException} from its poll if the queue is empty
     * @cancel Safe: the members stay in the queue, and nothing that finished is lost.
     * @wakeup As for {@link FuturesUnordered#next}.
     * @cost A poll is linear in the number of members woken since the last one; none of them is polled if the first has its value.
     */
    @CancelSafe
    public Future<T> next() {
        return new Next();
    }

    /**
     * Drops all members, in the order in which they were added, and the values that were not taken. The queue is then empty and
     * can be used again.
     *
     * @throws IllegalStateException if called from inside a member's poll
     * @wakeup Wakes the task that waits for {@link #next}, if any, to find the queue empty.
     */
    public void drop() {
        running.requireAtRest("dropped");
        queue.clear();
        running.drop();
    }

    /** Does the same as {@link #drop}. */
    @Override
    public void close() {
        drop();
    }

    @Override
    public String toString() {
        return "FuturesOrdered[size=" + size() + "]";
    }

    private final class Next extends GuardedFuture<T> {

        private @Nullable Future<@Nullable Void> progress; // of any member, while the first has none to show

        @Override
        protected @Nullable Object step(Context cx) throws Exception {
            for (Place<T> head = queue.peekFirst(); head != null; head = queue.peekFirst()) {
                if (head.outcome != null) {
                    queue.removeFirst();
                    return head.outcome.get();
                }
                if (awaitProgress(cx) == Poll.PENDING) {
                    return Poll.PENDING;
                }
            }
            throw new NoSuchElementException("no futures in the queue");
        }

        private @Nullable Object awaitProgress(Context cx) throws Exception {
            Future<@Nullable Void> polled = progress == null ? running.next() : progress;
            progress = null;
            Object raw = polled.pollRaw(cx);
            if (raw == Poll.PENDING) {
                progress = polled;
            }
            return raw;
        }

        @Override
        protected @Nullable Throwable release() {
            Future<?> dropped = progress;
            progress = null;
            return dropped == null ? null : Failures.ofDropping(dropped);
        }

        @Override
        protected List<Future<?>> children() {
            List<Future<?>> seen = new ArrayList<>();
            for (Future<?> place : running.members()) {
                seen.addAll(((Place<?>) place).children());
            }
            return seen;
        }

        @Override
        public String toString() {
            return "next of " + FuturesOrdered.this;
        }
    }
}
