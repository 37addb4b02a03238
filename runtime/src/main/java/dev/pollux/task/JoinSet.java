package dev.pollux.task;

import dev.pollux.future.Future;
import org.jspecify.annotations.Nullable;

/**
 * A set of tasks whose results come in the order in which the tasks end.
 *
 * <pre>{@code
 * try (var fetches = new JoinSet<Page>()) {
 *     urls.forEach(url -> fetches.spawn(fetch(url)));
 *     while (!fetches.isEmpty()) {
 *         show(fetches.joinNext().await());            // a failure ends the loop, and the others are aborted
 *     }
 * }
 * }</pre>
 *
 * <p>Unlike {@link dev.pollux.future.FuturesUnordered}, whose members are polled by one task, each member here is a task of its
 * own, and may run on another thread.
 *
 * @param <T> the type of the values
 * @origin tokio::task::JoinSet (1.53). Differs: joining an empty set throws; a member's failure is thrown, or given as a {@link
 *     JoinOutcome}; failures that nobody joins are reported.
 */
public final class JoinSet<T extends @Nullable Object> extends JoinCollection<T> {

    /** Creates an empty set. */
    public JoinSet() {
        super(new UnorderedMembers<>());
    }

    /**
     * Starts tasks on the current runtime, in the order given.
     *
     * @param futures polled until they are finished
     * @param <T> the type of the values
     * @return the set of them
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public static <T extends @Nullable Object> JoinSet<T> of(Iterable<? extends Future<? extends T>> futures) {
        JoinSet<T> set = new JoinSet<>();
        set.spawnAll(futures);
        return set;
    }
}
