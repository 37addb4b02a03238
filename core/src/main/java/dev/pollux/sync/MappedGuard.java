package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Holding;
import dev.pollux.future.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a part of a value while the lock of the whole is held.
 *
 * @param <U> the type of the part
 */
public final class MappedGuard<U> implements AutoCloseable, Holding {

    private final U part;
    private final Holding whole;
    private final Runnable release;

    private MappedGuard(U part, Holding whole, Runnable release) {
        this.part = part;
        this.whole = whole;
        this.release = release;
    }

    static <U> @Nullable MappedGuard<U> of(@Nullable U part, Holding whole, Runnable release) {
        return part == null ? null : new MappedGuard<>(part, whole, release);
    }

    /**
     * Returns the part.
     *
     * @return what it was when this guard was made
     * @throws ReleasedException if the lock was released
     */
    public U get() {
        if (whole.holds() == null) {
            throw Owned.released("read");
        }
        return part;
    }

    /**
     * Releases the lock of the whole.
     *
     * @throws ReleasedException if it was released before
     */
    @Override
    public void close() {
        release.run();
    }

    @Override
    public @Nullable Resource holds() {
        return whole.holds();
    }

    @Override
    public @Nullable Context holder() {
        return whole.holder();
    }

    @Override
    public @Nullable StackTraceElement heldSince() {
        return whole.heldSince();
    }

    @Override
    public String toString() {
        return whole.holds() == null ? "MappedGuard[released]" : "MappedGuard[" + part + "]";
    }
}
