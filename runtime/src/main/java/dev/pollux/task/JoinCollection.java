package dev.pollux.task;

import dev.pollux.future.AsyncBlock;
import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.LosesData;
import dev.pollux.future.Poll;
import dev.pollux.stream.Stream;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that belong together, and whose results are taken one by one. {@link JoinSet} gives them in the order in which the tasks
 * end, {@link JoinQueue} in the order in which they were started; that is all the two differ in.
 *
 * <p>A task stays a member, and counts in {@link #size}, until it is joined, also when it was aborted. Closing the collection
 * aborts the members. What they await in their clean-up is finished by the tasks themselves; {@link #shutdown} waits for that.
 *
 * <p>No failure is lost. A member that fails is joined by somebody, or its failure goes to the runtime's failure hook: when it
 * was detached, or aborted by {@link #close} or {@link #shutdown}, or when the collection is forgotten and collected.
 *
 * <p>A collection belongs to one task. Its methods, and the polls of its futures, may not be called by two threads at once.
 *
 * @param <T> the type of the values
 */
public abstract sealed class JoinCollection<T extends @Nullable Object> implements AutoCloseable
        permits JoinSet, JoinQueue {

    private final Members<@Nullable Void, T> members;

    JoinCollection(Members<@Nullable Void, T> members) {
        this.members = members;
    }

    // ---------------------------------------------------------------- starting tasks

    /**
     * Starts a task on the current runtime and makes it a member.
     *
     * @param future polled until it is finished
     * @return cancels the task
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public AbortHandle spawn(Future<? extends T> future) {
        return spawnOn(CurrentSpawner.get(), future);
    }

    /**
     * Starts an async block as a task on the current runtime and makes it a member.
     *
     * <p>A block without a value is written {@code spawn(async(() -> { ... }))}, so that only a collection of {@code Void} takes it.
     *
     * @param block a lambda that may await
     * @return cancels the task
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public AbortHandle spawn(AsyncBlock<T> block) {
        return spawn(Futures.async(block));
    }

    /**
     * Starts a task and makes it a member.
     *
     * @param runtime where to start it
     * @param future polled until it is finished
     * @return cancels the task
     */
    public AbortHandle spawnOn(Spawner runtime, Future<? extends T> future) {
        return add(runtime.spawn(future));
    }

    /**
     * Starts an async block as a task and makes it a member.
     *
     * @param runtime where to start it
     * @param block a lambda that may await
     * @return cancels the task
     */
    public AbortHandle spawnOn(Spawner runtime, AsyncBlock<T> block) {
        return spawnOn(runtime, Futures.async(block));
    }

    /**
     * Starts several tasks on the current runtime and makes them members, in the order given.
     *
     * @param futures polled until they are finished
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public void spawnAll(Iterable<? extends Future<? extends T>> futures) {
        Spawner runtime = CurrentSpawner.get();
        futures.forEach(future -> spawnOn(runtime, future));
    }

    /**
     * Runs blocking code on a thread of the current runtime made for that, as a member.
     *
     * @param job may block
     * @return cancels the job, as long as it is queued
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public AbortHandle spawnBlocking(Callable<? extends T> job) {
        return spawnBlockingOn(CurrentSpawner.get(), job);
    }

    /**
     * Runs blocking code on a thread made for that, as a member.
     *
     * @param runtime whose thread
     * @param job may block
     * @return cancels the job, as long as it is queued
     */
    public AbortHandle spawnBlockingOn(Spawner runtime, Callable<? extends T> job) {
        return add(runtime.spawnBlocking(job));
    }

    /**
     * Starts a task that stays on the calling thread and makes it a member.
     *
     * @param future need not be able to change threads
     * @return cancels the task
     * @throws IllegalStateException if the calling thread is neither inside a set of local tasks nor that of a local runtime
     */
    public AbortHandle spawnLocal(Future<? extends T> future) {
        return spawnLocalOn(CurrentSpawner.local(), future);
    }

    /**
     * Starts a task that stays on one thread and makes it a member.
     *
     * @param local a set of local tasks, or a local runtime, of the calling thread
     * @param future need not be able to change threads
     * @return cancels the task
     * @throws IllegalStateException if {@code local} belongs to another thread
     */
    public AbortHandle spawnLocalOn(LocalSpawner local, Future<? extends T> future) {
        return add(local.spawnLocal(future));
    }

    private AbortHandle add(JoinHandle<? extends T> handle) {
        members.add(null, handle);
        return handle.abortHandle();
    }

    // ---------------------------------------------------------------- joining them

    /**
     * Waits for the next member and takes its value.
     *
     * <p>If the member failed, so does this future, with that very failure; if it was aborted, with a {@link
     * TaskCancelledException}. Either way it is a member no more, and the others go on.
     *
     * @return a future of the value; {@link NoSuchElementException} from its poll if there are no members
     * @cancel Safe: the members stay, and nothing is lost.
     * @wakeup By the end of the member, whose waker of the latest poll counts. Other members' ends cause no poll of a queue.
     * @memory What the member did happens-before the return of the poll that is ready.
     * @cost Independent of the number of members.
     */
    @CancelSafe
    public Future<T> joinNext() {
        return new JoinNext<>(members, Member::value);
    }

    /**
     * Waits for the next member and takes whatever it came to, and which task it was. Never fails because a member did.
     *
     * @return a future of the outcome; {@link NoSuchElementException} from its poll if there are no members
     * @cancel Safe: the members stay, and nothing is lost.
     * @wakeup As for {@link #joinNext}.
     * @cost As for {@link #joinNext}.
     */
    @CancelSafe
    public Future<JoinOutcome<T>> joinNextOutcome() {
        return new JoinNext<>(members, Member::outcome);
    }

    /**
     * Takes what the next member came to, if it has ended. Whoever waits for the next member goes on waiting.
     *
     * @return the outcome; empty if the next member has not ended, or there is none
     * @cost As for {@link #joinNext}.
     */
    public Optional<JoinOutcome<T>> tryJoinNext() {
        return Optional.ofNullable(members.tryEnded()).map(Member::outcome);
    }

    /**
     * Returns the values of the members as a stream, which joins them as {@link #joinNext} does and ends when there are none. A member's failure
     * stands in the place of its value, and the stream goes on. Dropping the stream leaves the collection as it is: {@link #close} that.
     *
     * @return a stream of the values, none of which may be {@code null}
     * @wakeup As for {@link #joinNext}.
     * @cost As for {@link #joinNext}.
     * @origin tokio_stream::wrappers::JoinSetStream (0.1). Differs: the collection stays with its owner.
     */
    @SuppressWarnings("NullAway") // the stream refuses null
    public Stream<@NonNull T> stream() {
        return new MembersStream<>(members);
    }

    /**
     * Polls for the next member, for futures written by hand.
     *
     * @param cx whose waker is called when another poll is worth while
     * @return the value of the next member
     * @throws Exception the failure of the next member, a {@link TaskCancelledException} if it was aborted, or a
     *     {@link NoSuchElementException} if there are no members
     * @wakeup As for {@link #joinNext}.
     */
    public Poll<T> pollJoinNext(Context cx) throws Exception {
        members.waiting = null;
        Member<@Nullable Void, T> ended = JoinNext.pollEnded(members, cx);
        return ended == null ? Poll.pending() : Poll.ready(ended.value());
    }

    /**
     * Joins all members, in the order of this collection. The first that failed or was aborted fails this future, and the others
     * are aborted.
     *
     * @return a future of the values
     * @cancel Aborts the members, once it was polled; what was joined is lost.
     * @wakeup As for {@link #joinNext}.
     */
    @LosesData
    public Future<List<T>> joinAll() {
        return new JoinAll<>(members);
    }

    // ---------------------------------------------------------------- ending them

    /** Aborts each member that has not ended. They stay members until they are joined, most of them as cancelled. */
    public void abortAll() {
        members.abortAll();
    }

    /**
     * Aborts all members and waits until they have ended, clean-up included. The collection is then empty and can be used again.
     *
     * <p>Values are forgotten. Failures, also those of tasks that ended earlier and were not joined, go to the failure hook.
     *
     * @return a future that begins at its first poll
     * @cancel Safe: the members not yet seen to end stay, aborted.
     * @wakeup As for {@link #joinNext}.
     */
    @CancelSafe
    public Future<@Nullable Void> shutdown() {
        return new JoinShutdown<>(members, ended -> {});
    }

    /** Lets the members run on by themselves. The collection is then empty and can be used again. */
    public void detachAll() {
        members.detachAll();
    }

    /** Aborts all members and does not wait for them. The collection is then empty and can be used again. */
    @Override
    public void close() {
        members.dropAll();
    }

    /**
     * Returns the number of members.
     *
     * @return how many tasks were started here and not joined
     */
    public int size() {
        return members.size();
    }

    /**
     * Tells whether there are no members.
     *
     * @return {@code true} if there is nothing to join
     */
    public boolean isEmpty() {
        return members.size() == 0;
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[size=" + size() + "]";
    }
}
