package dev.pollux.sync;

import dev.pollux.future.AsyncBlock;
import dev.pollux.future.Awaited;
import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that is computed by whoever needs it first, and only once.
 *
 * <pre>{@code
 * Connection connection = cell.getOrInit(() -> connect(address).await()).await();
 * }</pre>
 *
 * <p>One initialiser runs at a time; others wait, longest first. If it fails or is dropped, the next one that waits tries with its
 * own. An initialiser that waits for the cell it initialises never ends.
 *
 * <p>Any thread may call any method. The value is never {@code null}.
 *
 * @param <T> the type of the value
 * @memory What was done before the value was set is visible to whoever sees it.
 * @origin tokio::sync::OnceCell (1.53). Differs: the value cannot be taken out again.
 */
public final class OnceCell<T> implements Awaited {

    /*
     * States
     * ------
     *
     *     EMPTY      no value, nobody at work
     *     BUSY       somebody has the turn: it runs its initialiser, or was served and will
     *     SET        the value is there, for good
     *
     *                 turn              value
     *      EMPTY ──────────────► BUSY ─────────► SET
     *        ▲                   │  ▲
     *        └── nobody waits ───┴──┘ the turn goes to the first in line
     *            failed, dropped
     *
     * Why no wake-up is lost
     * ----------------------
     * All changes are made under the lock of the line. The line is empty unless BUSY, and whoever has the turn gives it up in every
     * case: by a value, which serves all, or by passing it on, which serves one.
     */

    private final WaitQueue line = new WaitQueue();
    private volatile @Nullable T value; // written under the lock, read without it
    private boolean busy; // guarded by the line

    /** Creates a cell without a value. */
    public OnceCell() {}

    /**
     * Creates a cell with a value.
     *
     * @param value the value
     * @param <T> its type
     * @return the cell
     */
    public static <T> OnceCell<T> of(T value) {
        OnceCell<T> cell = new OnceCell<>();
        cell.set(value);
        return cell;
    }

    /**
     * Returns the value if it is set.
     *
     * @return the value, or {@code null}
     * @cost One read.
     */
    public @Nullable T get() {
        return value;
    }

    /**
     * Tells whether the value is set.
     *
     * @return {@code true} from then on for ever
     */
    public boolean isSet() {
        return value != null;
    }

    /**
     * Sets the value.
     *
     * @param value the value
     * @throws AlreadySetException if there is one, or an initialiser is at work, which {@link AlreadySetException#isInitializing}
     *     tells
     */
    public void set(T value) {
        Objects.requireNonNull(value, "value");
        synchronized (line) {
            if (this.value != null || busy) {
                throw new AlreadySetException(
                        busy ? "the value is being computed by getOrInit" : "the value was set before", busy);
            }
            this.value = value; // nobody waits
        }
    }

    /**
     * Returns the value, computing it if need be.
     *
     * @param initializer computes it, unless somebody else does; must not yield {@code null}
     * @return a future of the value; it fails with the failure of {@code initializer}, and then the next one may try
     * @cancel Safe: if its initialiser was at work, that one is dropped, and the next one that waits tries.
     * @wakeup When the value is there, or the turn has come.
     * @cost With a value, one object and one read.
     */
    @CancelSafe
    public Future<T> getOrInit(AsyncBlock<? extends T> initializer) {
        return new GetOrInit<>(this, Objects.requireNonNull(initializer, "initializer"));
    }

    /** Ends a turn with a value. */
    void finish(T computed) {
        Served served = new Served();
        synchronized (line) {
            value = computed;
            busy = false;
            line.serveAll(served);
        }
        served.wakeAll();
    }

    /** Ends a turn without a value. */
    void passOn() {
        Served served = new Served();
        synchronized (line) {
            Waiter<?> next = line.first();
            busy = next != null;
            if (next != null) {
                line.serve(next, served);
            }
        }
        served.wakeAll();
    }

    @Override
    public List<? extends Waiting> inLine(String what) {
        return line.waiters();
    }

    /** Whoever has the turn, or was handed it and did not begin yet. */
    @Override
    public int holders(String what) {
        synchronized (line) {
            return busy ? 1 : UNKNOWN;
        }
    }

    @Override
    public String toString() {
        return isSet() ? "OnceCell[set]" : "OnceCell[empty]";
    }

    /** What those wait for who want the value. */
    Resource asResource() {
        return new Resource(this, "the value of");
    }

    /** Waits until there is a value, or it is this one's turn to compute it. */
    static final class Turn extends Waiter<@Nullable Void> {

        private final OnceCell<?> cell;

        Turn(OnceCell<?> cell) {
            this.cell = cell;
        }

        @Override
        WaitQueue line() {
            return cell.line;
        }

        @Override
        @Nullable Object begin(Context cx) {
            synchronized (cell.line) {
                if (cell.busy) {
                    return stand(cx);
                }
                cell.busy = cell.value == null;
                return null;
            }
        }

        @Override
        @Nullable Object take(Context cx) {
            return null;
        }

        @Override
        boolean isScarce() {
            return cell.value == null; // it was served the turn
        }

        @Override
        long share() {
            return isScarce() ? 1 : 0;
        }

        @Override
        Resource wanted() {
            return cell.asResource();
        }

        @Override
        void giveBack() {
            if (cell.value == null) {
                cell.passOn(); // it was served by a turn, and keeps it until now
            }
        }

        @Override
        public String toString() {
            return "turn to initialise " + cell;
        }
    }
}
