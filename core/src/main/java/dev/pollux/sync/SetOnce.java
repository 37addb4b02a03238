package dev.pollux.sync;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Resource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that is set once, by anybody, and that any number of tasks wait for.
 *
 * <pre>{@code
 * config.set(read(file));               Config known = config.whenSet().await();
 * }</pre>
 *
 * <p>Any thread may call any method. The value is never {@code null}.
 *
 * @param <T> the type of the value
 * @memory What was done before the value was set is visible to whoever sees it.
 * @origin tokio::sync::SetOnce (1.53). Differs: a value that comes too late is refused by an exception, or by {@link #trySet}.
 */
public final class SetOnce<T> {

    private final WaitQueue line = new WaitQueue();
    private volatile @Nullable T value; // written under the lock, read without it

    /** Creates a cell without a value. */
    public SetOnce() {}

    /**
     * Creates a cell with a value.
     *
     * @param value the value
     * @param <T> its type
     * @return the cell
     */
    public static <T> SetOnce<T> of(T value) {
        SetOnce<T> cell = new SetOnce<>();
        cell.value = Objects.requireNonNull(value, "value");
        return cell;
    }

    /**
     * Sets the value.
     *
     * @param value the value
     * @throws AlreadySetException if there is one; it stays
     * @wakeup Wakes all who wait.
     */
    public void set(T value) {
        if (!trySet(value)) {
            throw new AlreadySetException("the value was set before, and is set only once", false);
        }
    }

    /**
     * Sets the value unless there is one.
     *
     * @param value the value
     * @return whether it was set; if not, the one before stays
     * @wakeup Wakes all who wait.
     */
    public boolean trySet(T value) {
        Objects.requireNonNull(value, "value");
        Served served = new Served();
        synchronized (line) {
            if (this.value != null) {
                return false;
            }
            this.value = value;
            line.serveAll(served);
        }
        served.wakeAll();
        return true;
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
     * Waits for the value.
     *
     * @return a future of the value
     * @cancel Safe: nothing is lost.
     * @wakeup When the value is set.
     * @cost One object. Without waiting, one read; a drop is O(1).
     */
    @CancelSafe
    public Future<T> whenSet() {
        return new WhenSet<>(this);
    }

    @Override
    public String toString() {
        return isSet() ? "SetOnce[set]" : "SetOnce[empty]";
    }

    private static final class WhenSet<T> extends Waiter<T> {

        private final SetOnce<T> cell;

        WhenSet(SetOnce<T> cell) {
            this.cell = cell;
        }

        @Override
        WaitQueue line() {
            return cell.line;
        }

        @Override
        Object begin(Context cx) {
            Object seen = cell.value;
            return seen == null ? takeOrStand(cx) : seen;
        }

        private Object takeOrStand(Context cx) {
            synchronized (cell.line) {
                Object seen = cell.value;
                return seen == null ? stand(cx) : seen;
            }
        }

        @Override
        @Nullable Object take(Context cx) {
            return cell.value;
        }

        @Override
        Resource wanted() {
            return new Resource(cell, "the value of");
        }

        @Override
        void giveBack() {}

        @Override
        public String toString() {
            return "whenSet of " + cell;
        }
    }
}
