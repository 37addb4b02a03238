package dev.pollux.signal;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import dev.pollux.stream.Stream;
import dev.pollux.sync.Watch;
import org.jspecify.annotations.Nullable;

/**
 * Hears of one kind of signal, from when it was made. Signals that come while nobody receives are one signal.
 *
 * <p>Any number of listeners hear of each signal, in any number of runtimes. One that is forgotten costs nothing but its memory.
 */
public final class SignalListener implements AutoCloseable {

    private final String name;
    private final Watch.Receiver<Long> count;

    SignalListener(String name, Watch.Receiver<Long> count) {
        this.name = name;
        this.count = count;
    }

    /**
     * Waits for the next signal.
     *
     * @return a future that is ready if a signal came since the last one that was received
     * @cancel Safe: a signal that was not received is received next time.
     * @wakeup When a signal comes.
     * @cost One small object.
     */
    @CancelSafe
    public Future<@Nullable Void> recv() {
        return count.changed();
    }

    /**
     * Tells whether there is a signal to receive, and receives it.
     *
     * @return whether there was one
     */
    public boolean tryRecv() {
        boolean came = count.hasChanged();
        if (came) {
            count.markUnchanged();
        }
        return came;
    }

    /**
     * Returns the signals as a stream without end.
     *
     * @return the name of the signal, each time; shares what is received with {@link #recv}
     */
    public Stream<String> stream() {
        return new SignalStream(this, name);
    }

    /** Stops to listen. Other listeners go on, and the JVM does not go back to what it would do by itself. */
    @Override
    public void close() {
        count.close();
    }

    @Override
    public String toString() {
        return "SignalListener[" + name + "]";
    }
}
