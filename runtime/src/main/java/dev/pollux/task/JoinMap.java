package dev.pollux.task;

import dev.pollux.future.AsyncBlock;
import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tasks known by keys, one for each, whose results come with their keys in the order in which the tasks end.
 *
 * <p>Starting a task under a key that is in use aborts the task that has it and takes its place: its value never appears, and its
 * failure, if it comes to one, goes to the runtime's failure hook. Everything else is as in {@link JoinCollection}: a task stays
 * in the map until it is joined, closing the map aborts all, and one task at a time uses it.
 *
 * <pre>{@code
 * var probes = new JoinMap<Host, Duration>();
 * hosts.forEach(host -> probes.spawn(host, ping(host)));
 * while (!probes.isEmpty()) {
 *     var probe = probes.joinNext().await();
 *     show(probe.key(), probe.outcome());
 * }
 * }</pre>
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @origin tokio_util::task::JoinMap (0.7). Differs: as for {@link JoinSet}; hashing and capacity are the JDK's affair.
 */
public final class JoinMap<K, V extends @Nullable Object> implements AutoCloseable {

    /**
     * A task of the map that has ended.
     *
     * @param key its key
     * @param outcome what it came to
     * @param <K> the type of the key
     * @param <V> the type of the value
     */
    public record Joined<K, V extends @Nullable Object>(K key, JoinOutcome<V> outcome) {

        /**
         * Returns the value.
         *
         * @return the value, if the task came to one
         * @throws Exception what the task threw, or a {@link TaskCancelledException}
         */
        public V value() throws Exception {
            return outcome.get();
        }
    }

    private final UnorderedMembers<K, V> members = new UnorderedMembers<>();
    private final Map<K, Member<K, V>> byKey = new HashMap<>();

    /** Creates an empty map. */
    public JoinMap() {}

    // ---------------------------------------------------------------- starting tasks

    /**
     * Starts a task on the current runtime, in place of the one that has the key, if any.
     *
     * @param key names the task
     * @param future polled until it is finished
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public void spawn(K key, Future<? extends V> future) {
        spawnOn(CurrentSpawner.get(), key, future);
    }

    /**
     * Starts an async block as a task on the current runtime, in place of the one that has the key, if any.
     *
     * @param key names the task
     * @param block a lambda that may await
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public void spawn(K key, AsyncBlock<V> block) {
        spawn(key, Futures.async(block));
    }

    /**
     * Starts a task, in place of the one that has the key, if any.
     *
     * @param runtime where to start it
     * @param key names the task
     * @param future polled until it is finished
     */
    public void spawnOn(Spawner runtime, K key, Future<? extends V> future) {
        requireKey(key);
        put(key, runtime.spawn(future));
    }

    /**
     * Starts an async block as a task, in place of the one that has the key, if any.
     *
     * @param runtime where to start it
     * @param key names the task
     * @param block a lambda that may await
     */
    public void spawnOn(Spawner runtime, K key, AsyncBlock<V> block) {
        spawnOn(runtime, key, Futures.async(block));
    }

    /**
     * Runs blocking code on a thread of the current runtime made for that, in place of the task that has the key, if any.
     *
     * @param key names the job
     * @param job may block
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public void spawnBlocking(K key, Callable<? extends V> job) {
        spawnBlockingOn(CurrentSpawner.get(), key, job);
    }

    /**
     * Runs blocking code on a thread made for that, in place of the task that has the key, if any.
     *
     * @param runtime whose thread
     * @param key names the job
     * @param job may block
     */
    public void spawnBlockingOn(Spawner runtime, K key, Callable<? extends V> job) {
        requireKey(key);
        put(key, runtime.spawnBlocking(job));
    }

    /**
     * Starts a task that stays on the calling thread, in place of the one that has the key, if any.
     *
     * @param key names the task
     * @param future need not be able to change threads
     * @throws IllegalStateException if the calling thread is neither inside a set of local tasks nor that of a local runtime
     */
    public void spawnLocal(K key, Future<? extends V> future) {
        spawnLocalOn(CurrentSpawner.local(), key, future);
    }

    /**
     * Starts a task that stays on one thread, in place of the one that has the key, if any.
     *
     * @param local a set of local tasks, or a local runtime, of the calling thread
     * @param key names the task
     * @param future need not be able to change threads
     * @throws IllegalStateException if {@code local} belongs to another thread
     */
    public void spawnLocalOn(LocalSpawner local, K key, Future<? extends V> future) {
        requireKey(key);
        put(key, local.spawnLocal(future));
    }

    /** Finds out that a key is unfit before a task is started for it. */
    @SuppressWarnings("ReturnValueIgnored") // whether it throws is the question
    private static void requireKey(Object key) {
        Objects.requireNonNull(key, "key").hashCode();
    }

    private void put(K key, JoinHandle<? extends V> handle) {
        Member<K, V> replaced = byKey.put(key, members.add(key, handle));
        if (replaced != null) {
            members.remove(replaced);
            replaced.handle.abort();
            replaced.handle.drop();
        }
    }

    // ---------------------------------------------------------------- joining them

    /**
     * Waits for the next task to end and takes it out, whatever it came to.
     *
     * @return a future of its key and outcome; {@link NoSuchElementException} from its poll if the map is empty
     * @cancel Safe: the tasks stay, and nothing is lost.
     * @wakeup By the end of a task; the waker of the latest poll counts.
     * @memory What the task did happens-before the return of the poll that is ready.
     * @cost Independent of the number of tasks.
     */
    @CancelSafe
    public Future<Joined<K, V>> joinNext() {
        return new JoinNext<>(members, this::joined);
    }

    /**
     * Takes out a task that has ended, if there is one.
     *
     * @return its key and outcome; empty if no task has ended, or there is none
     */
    public Optional<Joined<K, V>> tryJoinNext() {
        return Optional.ofNullable(members.tryEnded()).map(this::joined);
    }

    /**
     * Polls for the next task to end, for futures written by hand.
     *
     * @param cx whose waker is called when another poll is worth while
     * @return its key and outcome
     * @throws NoSuchElementException if the map is empty
     * @wakeup As for {@link #joinNext}.
     */
    public Poll<Joined<K, V>> pollJoinNext(Context cx) {
        members.waiting = null;
        Member<K, V> ended = JoinNext.pollEnded(members, cx);
        return ended == null ? Poll.pending() : Poll.ready(joined(ended));
    }

    private Joined<K, V> joined(Member<K, V> ended) {
        byKey.remove(ended.key, ended);
        return new Joined<>(ended.key, ended.outcome());
    }

    // ---------------------------------------------------------------- ending them

    /**
     * Aborts the task that has a key. It stays in the map until it is joined, most likely as cancelled.
     *
     * @param key names the task
     * @return {@code false} if no task has the key
     */
    public boolean abort(K key) {
        Member<K, V> member = byKey.get(key);
        if (member == null) {
            return false;
        }
        member.handle.abort();
        return true;
    }

    /**
     * Aborts every task whose key is fit for it.
     *
     * @param condition asked once for each key
     */
    public void abortMatching(Predicate<? super K> condition) {
        for (Member<K, V> member : members.toList()) {
            if (condition.test(member.key)) {
                member.handle.abort();
            }
        }
    }

    /** Aborts each task that has not ended. They stay in the map until they are joined, most of them as cancelled. */
    public void abortAll() {
        members.abortAll();
    }

    /**
     * Aborts all tasks and waits until they have ended, clean-up included. The map is then empty and can be used again.
     *
     * <p>Values are forgotten. Failures, also those of tasks that ended earlier and were not joined, go to the failure hook.
     *
     * @return a future that begins at its first poll
     * @cancel Safe: the tasks not yet seen to end stay, aborted.
     * @wakeup As for {@link #joinNext}.
     */
    @CancelSafe
    public Future<@Nullable Void> shutdown() {
        return new JoinShutdown<>(members, ended -> byKey.remove(ended.key, ended));
    }

    /** Lets the tasks run on by themselves. The map is then empty and can be used again. */
    public void detachAll() {
        byKey.clear();
        members.detachAll();
    }

    /** Aborts all tasks and does not wait for them. The map is then empty and can be used again. */
    @Override
    public void close() {
        byKey.clear();
        members.dropAll();
    }

    // ---------------------------------------------------------------- asking

    /**
     * Tells whether a task has a key.
     *
     * @param key names the task
     * @return {@code true} until the task is joined
     */
    public boolean containsKey(K key) {
        return byKey.containsKey(key);
    }

    /**
     * Returns the keys in use.
     *
     * @return the keys as they are now
     */
    public Set<K> keys() {
        return Set.copyOf(byKey.keySet());
    }

    /**
     * Returns the number of tasks.
     *
     * @return how many keys are in use
     */
    public int size() {
        return byKey.size();
    }

    /**
     * Tells whether there are no tasks.
     *
     * @return {@code true} if there is nothing to join
     */
    public boolean isEmpty() {
        return byKey.isEmpty();
    }

    @Override
    public String toString() {
        return "JoinMap" + byKey.keySet();
    }
}
