package dev.pollux.task;

import dev.pollux.future.Future;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that run at the same time, and whose results come in the order in which the tasks were started.
 *
 * <p>Only the task started first, of those not joined, is waited for: the end of another wakes nobody.
 *
 * @param <T> the type of the values
 * @origin tokio_util::task::JoinQueue (0.7). Differs: as for {@link JoinSet}.
 */
public final class JoinQueue<T extends @Nullable Object> extends JoinCollection<T> {

    /** Creates an empty queue. */
    public JoinQueue() {
        super(new OrderedMembers<>());
    }

    /**
     * Starts tasks on the current runtime, in the order given.
     *
     * @param futures polled until they are finished
     * @param <T> the type of the values
     * @return the queue of them
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public static <T extends @Nullable Object> JoinQueue<T> of(Iterable<? extends Future<? extends T>> futures) {
        JoinQueue<T> queue = new JoinQueue<>();
        queue.spawnAll(futures);
        return queue;
    }
}
