package dev.pollux.compiler.check;

import com.sun.source.tree.MethodInvocationTree;
import java.util.List;
import java.util.Set;

/** PX0020: a lock of {@code java.util.concurrent} that is taken before an await and released after it. */
final class LockAcrossAwait implements Check {

    private static final String PACKAGE = "java.util.concurrent.locks.";
    private static final List<ThreadState> LOCKS = List.of(
            ThreadState.ofReceiver(PACKAGE + "Lock", Set.of("lock", "lockInterruptibly", "tryLock"), Set.of("unlock")),
            ThreadState.ofReceiver(
                    PACKAGE + "StampedLock",
                    Set.of(
                            "readLock",
                            "readLockInterruptibly",
                            "tryReadLock",
                            "writeLock",
                            "writeLockInterruptibly",
                            "tryWriteLock"),
                    Set.of("unlock", "unlockRead", "unlockWrite", "tryUnlockRead", "tryUnlockWrite")));

    private final FutureTypes types;

    LockAcrossAwait(FutureTypes types) {
        this.types = types;
    }

    @Override
    public List<Diagnostic> block(AwaitingBlock block) {
        return HeldState.in(block, LOCKS, types).stream()
                .map(held -> report(held, block))
                .toList();
    }

    private static Diagnostic report(HeldState held, AwaitingBlock block) {
        ThreadStateCall opened = held.opened();
        String call = ((MethodInvocationTree) opened.path().getLeaf()).getMethodSelect() + "()";
        String message = Code.PX0020.message(
                "await() of line " + block.lineOf(held.await().name()) + " while the lock is held that " + call
                        + " takes in line " + block.lineOf(opened.path()),
                "whoever wants the lock blocks a thread for as long as this waits; and the block may go on in another"
                        + " thread, which must not release what it has not taken.",
                "release the lock before the await, and take it again afterwards if need be.");
        return new Diagnostic(Code.PX0020, message, held.await().name());
    }
}
