package dev.pollux.time;

import dev.pollux.future.AwaitTree;
import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waits for the deadline of whoever polls it, and then tells what another future, polled just before this one, stands at. */
final class DeadlineExpiry implements Future<DeadlineExceededException>, Awaiting {

    private final Future<?> watched;
    private @Nullable Deadline deadline; // known from the first poll on
    private @Nullable Sleep delay;
    private @Nullable Moment lastMove;

    DeadlineExpiry(Future<?> watched) {
        this.watched = watched;
    }

    @Override
    public Poll<DeadlineExceededException> poll(Context cx) {
        Deadline limit = deadline;
        Sleep timer = delay;
        if (limit == null || timer == null) {
            limit = Deadline.current().orElseThrow();
            timer = Sleep.of(limit.left());
            deadline = limit;
            delay = timer;
        }
        if (timer.pollRaw(cx) == Poll.PENDING) {
            lastMove = Moment.now();
            return Poll.pending();
        }
        Duration stoodFor = lastMove == null ? Duration.ZERO : lastMove.until(Moment.now());
        return Poll.ready(new DeadlineExceededException(limit, AwaitTree.of(watched), stoodFor));
    }

    @Override
    public void drop() {
        Sleep timer = delay;
        if (timer != null) {
            timer.drop();
        }
    }

    @Override
    public List<Future<?>> awaiting() {
        Sleep timer = delay;
        return timer == null ? List.of() : List.of(timer);
    }

    @Override
    public String toString() {
        return String.valueOf(deadline);
    }
}
