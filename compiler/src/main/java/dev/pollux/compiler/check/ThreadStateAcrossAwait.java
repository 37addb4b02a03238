package dev.pollux.compiler.check;

import java.util.List;
import java.util.Set;

/** PX0021, for what a thread has without a value to hold it by: a logging context, a transaction. */
final class ThreadStateAcrossAwait implements Check {

    private static final Set<String> ENDS_OF_TRANSACTION = Set.of("commit", "rollback");
    private static final List<ThreadState> KNOWN = List.of(
            ThreadState.byKey(
                    "org.slf4j.MDC", Set.of("put"), Set.of("remove", "clear"), Set.of("get", "getCopyOfContextMap")),
            ThreadState.byKey(
                    "org.apache.logging.log4j.ThreadContext",
                    Set.of("put"),
                    Set.of("remove", "clearMap", "clearAll"),
                    Set.of("get", "containsKey", "getContext", "getImmutableContext")),
            transaction("jakarta.transaction.UserTransaction"),
            transaction("jakarta.transaction.TransactionManager"),
            transaction("javax.transaction.UserTransaction"),
            transaction("javax.transaction.TransactionManager"));

    private final FutureTypes types;

    ThreadStateAcrossAwait(FutureTypes types) {
        this.types = types;
    }

    private static ThreadState transaction(String owner) {
        return ThreadState.ofReceiver(owner, Set.of("begin"), ENDS_OF_TRANSACTION);
    }

    @Override
    public List<Diagnostic> block(AwaitingBlock block) {
        return HeldState.in(block, KNOWN, types).stream()
                .map(held -> report(held, block))
                .toList();
    }

    private static Diagnostic report(HeldState held, AwaitingBlock block) {
        ThreadStateCall opened = held.opened();
        String message = Code.PX0021.message(
                "what " + opened.path().getLeaf() + " of line " + block.lineOf(opened.path())
                        + " begins goes on across the await of line "
                        + block.lineOf(held.await().name()),
                "it belongs to the thread: other tasks run in that thread meanwhile, and this block may go on in another"
                        + " one.",
                opened.state().keyed()
                        ? "end it before the await, and begin it anew afterwards."
                        : "end it before the await, or do all of it in one spawnBlocking(() -> ...).");
        return new Diagnostic(Code.PX0021, message, held.await().name());
    }
}
