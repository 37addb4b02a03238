package dev.pollux.task;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import dev.pollux.future.Resource;
import java.lang.ref.Reference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells any number of tasks, once, that they are to stop. They decide how: by waiting for {@link #cancelled} beside their work,
 * by {@link #runUntilCancelled}, or by asking {@link #isCancelled} at times.
 *
 * <p>Tokens form a tree. Cancelling one cancels its descendants, and nobody else:
 *
 * <pre>{@code
 * var server = new CancellationToken();
 * var request = server.childToken();                    // ends with the server, or before it
 * spawn(request.runUntilCancelled(answer(socket)));
 * }</pre>
 *
 * <p>Handing a token around is passing the reference. A child that nobody refers to any more costs its parent nothing, though its
 * own children stay descendants of the parent. Every method may be called by any thread.
 *
 * <p>A token needs no runtime: its futures work on any executor.
 *
 * @origin tokio_util::sync::CancellationToken (0.7). Differs: {@link #runUntilCancelled} throws where the original yields nothing.
 */
public final class CancellationToken {

    private final TokenNode node;

    /** Creates a token without a parent. */
    public CancellationToken() {
        this.node = TokenNode.root(this);
    }

    private CancellationToken(TokenNode parent) {
        this.node = parent.child(this);
    }

    /**
     * Creates a token that is cancelled when this one is, or on its own.
     *
     * @return the child; cancelled from the start if this token is
     * @cost Constant; short of the tree's lock.
     */
    public CancellationToken childToken() {
        try {
            return new CancellationToken(node);
        } finally {
            Reference.reachabilityFence(
                    this); // a forgotten token is bypassed by those below it, also in the middle of this
        }
    }

    /**
     * Cancels this token and all its descendants. Repeated calls do nothing.
     *
     * @wakeup Wakes everyone who waits for {@link #cancelled} of any of them. A waker that throws hurts nobody else.
     * @memory What happened before this call is visible to whoever sees a token cancelled by it.
     * @cost Linear in the number of descendants, without recursion.
     */
    public void cancel() {
        try {
            node.cancel();
        } finally {
            Reference.reachabilityFence(this); // as above: it would miss its children
        }
    }

    /**
     * Tells whether this token was cancelled.
     *
     * @return {@code true} from then on
     */
    public boolean isCancelled() {
        return node.isCancelled();
    }

    /**
     * Waits until this token is cancelled.
     *
     * @return a future that is ready then
     * @cancel Safe.
     * @wakeup By {@link #cancel}, once.
     * @cost One object; a lock of this token's own when it is polled and the token not cancelled.
     */
    @CancelSafe
    public Future<@Nullable Void> cancelled() {
        return new Cancelled(this);
    }

    /**
     * Runs a future until this token is cancelled.
     *
     * <p>If the token is cancelled before the first poll, the future is not polled at all. Later, if both happen together, the
     * future's value, or its failure, counts.
     *
     * @param future what to run; dropped when the token is cancelled
     * @param <T> the type of the value
     * @return a future with the same value, or which throws a {@link TokenCancelledException}
     * @cancel As safe as {@code future}.
     * @wakeup As {@code future}, and by {@link #cancel}.
     */
    public <T extends @Nullable Object> Future<T> runUntilCancelled(Future<T> future) {
        return new RunUntilCancelled<>(this, Objects.requireNonNull(future, "future"));
    }

    /**
     * Ties this token to a block of code: it is cancelled when the guard is closed.
     *
     * @return a guard for a try-with-resources statement
     */
    public DropGuard dropGuard() {
        return new DropGuard(this);
    }

    @Override
    public String toString() {
        return "CancellationToken[" + (isCancelled() ? "cancelled" : "active") + "]";
    }

    /** Cancels a token when it is closed, unless it was disarmed. */
    public static final class DropGuard implements AutoCloseable {

        private final CancellationToken token;
        private volatile boolean disarmed; // written by whoever disarms, read by whoever closes

        private DropGuard(CancellationToken token) {
            this.token = token;
        }

        /**
         * Lets the token be: closing this guard does nothing any more.
         *
         * @return the token
         */
        public CancellationToken disarm() {
            disarmed = true;
            return token;
        }

        /** Cancels the token. */
        @Override
        public void close() {
            if (!disarmed) {
                token.cancel();
            }
        }
    }

    /** Refers to the token, not only to its node: a token that is waited for is not forgotten. */
    private static final class Cancelled extends Wait {

        private final CancellationToken token;

        Cancelled(CancellationToken token) {
            super(token.node.waiters());
            this.token = token;
        }

        @Override
        boolean isOver() {
            return token.isCancelled();
        }

        @Override
        Resource event() {
            return new Resource(token, "the cancellation of");
        }

        @Override
        public String toString() {
            return "cancelled";
        }
    }
}
