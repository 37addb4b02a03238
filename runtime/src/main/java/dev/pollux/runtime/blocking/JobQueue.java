package dev.pollux.runtime.blocking;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Jobs that wait for a thread. In the order of submission as far as one submitter goes. */
final class JobQueue {

    /*
     * A submitter always adds to the same shard, chosen by its thread, so that many submitters do not fight for one tail. A taker
     * begins with another shard each time, so that a busy shard does not starve the others.
     *
     * `isEmpty` and `take` see every job whose `add` happened before them; the pool's argument rests on that.
     */

    /** A power of two. */
    private static final int SHARDS = 8;

    private final ConcurrentLinkedQueue<Runnable>[] shards = newShards();

    void add(Runnable job) {
        shardOf(Thread.currentThread()).add(job);
    }

    /** Takes back a job that the calling thread added; false if it is gone. */
    boolean remove(Runnable job) {
        return shardOf(Thread.currentThread()).remove(job);
    }

    /** Takes a job, from the given shard if it has one. */
    @Nullable Runnable take(int firstShard) {
        for (int i = 0; i < SHARDS; i++) {
            Runnable job = shards[(firstShard + i) & (SHARDS - 1)].poll();
            if (job != null) {
                return job;
            }
        }
        return null;
    }

    /** Counts the jobs one by one. */
    int size() {
        return Arrays.stream(shards).mapToInt(ConcurrentLinkedQueue::size).sum();
    }

    boolean isEmpty() {
        for (ConcurrentLinkedQueue<Runnable> shard : shards) {
            if (!shard.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    void clear() {
        for (ConcurrentLinkedQueue<Runnable> shard : shards) {
            shard.clear();
        }
    }

    private ConcurrentLinkedQueue<Runnable> shardOf(Thread thread) {
        long id = thread.getId();
        return shards[(int) (id ^ (id >>> 3)) & (SHARDS - 1)];
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private static ConcurrentLinkedQueue<Runnable>[] newShards() {
        ConcurrentLinkedQueue<Runnable>[] shards = new ConcurrentLinkedQueue[SHARDS];
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new ConcurrentLinkedQueue<>();
        }
        return shards;
    }
}
