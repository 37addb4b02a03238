package dev.pollux.examples.echo;

import static dev.pollux.Pollux.pollFn;

import dev.pollux.future.AtomicWaker;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lines on their way to one client: anybody puts lines in, one writer takes them out.
 *
 * <p>Each of the two wakers is for one task: {@code mail} for the writer, {@code room} for the client's own reader. Everybody
 * else uses {@link #tryPut}, which does not wait.
 */
final class Outbox {

    /*
     * Why no wake-up is lost
     * ----------------------
     * Who waits registers first and then looks. Who changes something changes it first and then wakes. Whichever comes first,
     * the change is seen or the waker is called.
     *
     *     who           registers    then looks at          is woken after
     *     next()        mail         closed, then lines     tryPut, close
     *     put()         room         lines                  a line was taken by next()
     */

    private final Queue<String> lines;
    private final AtomicWaker mail = new AtomicWaker();
    private final AtomicWaker room = new AtomicWaker();
    private volatile boolean closed; // written by close, read by next

    Outbox(int capacity) {
        lines = new ArrayBlockingQueue<>(capacity);
    }

    /** Puts a line in, or returns false if there is no room. For those who must not wait for a slow client. */
    boolean tryPut(String line) {
        boolean fits = lines.offer(line);
        if (fits) {
            mail.wake();
        }
        return fits;
    }

    /** Puts a line in, waiting for room. Only for the one task that reads from this client, which so reads no faster. */
    Future<@Nullable Void> put(String line) {
        return pollFn(cx -> {
            room.register(cx.waker());
            return tryPut(line) ? Poll.ready(null) : Poll.pending();
        });
    }

    /** The next line; null once the outbox is closed and empty. Only for the one writer. */
    Future<@Nullable String> next() {
        return pollFn(cx -> {
            mail.register(cx.waker());
            boolean last = closed; // looked at first: a line put in before the end is not overlooked
            String line = lines.poll();
            if (line == null && !last) {
                return Poll.pending();
            }
            room.wake();
            return Poll.ready(line);
        });
    }

    /** Nothing more will come. */
    void close() {
        closed = true;
        mail.wake();
    }
}
