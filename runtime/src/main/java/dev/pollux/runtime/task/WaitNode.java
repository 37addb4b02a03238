package dev.pollux.runtime.task;

import dev.pollux.future.Holding;
import dev.pollux.future.Suspension;
import dev.pollux.runtime.dump.WaitHolder;
import dev.pollux.runtime.dump.WaitParty;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Who waits, or who others wait for: a task, or a thread in {@code blockOn}, as one look has seen it. */
final class WaitNode {

    final WaitParty party;
    // Most have one wait and hold nothing that others wait for, and there may be a million.
    List<WaitPoint.Row> waits = List.of();
    List<WaitPoint.Hand> holds = List.of();

    private final @Nullable StackTraceElement line; // where it stands
    private final @Nullable String thread; // which runs it
    private final boolean ended;
    private final @Nullable IntSupplier word; // changes when it is woken or polled; null if nobody will compare
    private final int seen;

    List<Holding> untaken = List.of(); // what was handed to it and it has not taken
    private List<Suspension.Hold> found = List.of(); // until they were taken

    private boolean parked; // until somebody else does something for it

    // For StuckTasks.
    boolean stuck;
    int ways; // out of it, to others that are stuck
    boolean visited;

    private WaitNode(
            WaitParty party,
            @Nullable StackTraceElement line,
            @Nullable String thread,
            boolean ended,
            @Nullable IntSupplier word,
            int seen) {
        this.party = party;
        this.line = line;
        this.thread = thread;
        this.ended = ended;
        this.word = word;
        this.seen = seen;
    }

    /** One that goes on without the help of others, as far as anybody knows. */
    static WaitNode going(WaitParty party, @Nullable StackTraceElement line, @Nullable String thread) {
        return new WaitNode(party, line, thread, false, null, 0);
    }

    static WaitNode ended(WaitParty party) {
        return new WaitNode(party, null, null, true, null, 0);
    }

    /** One that will go on at its turn. */
    static WaitNode queued(WaitParty party, Suspension suspension) {
        WaitNode node = going(party, suspension.tree().innermostSite(), null);
        node.found = suspension.holds();
        return node;
    }

    /** One that waits to be woken; {@code word} is no longer {@code seen} once it was. */
    static WaitNode parked(WaitParty party, IntSupplier word, int seen, Suspension suspension) {
        WaitNode node = new WaitNode(party, suspension.tree().innermostSite(), null, false, word, seen);
        node.found = suspension.holds();
        node.parked = !suspension.isMovable();
        return node;
    }

    void add(WaitPoint.Row wait) {
        waits = with(waits, wait);
    }

    void add(WaitPoint.Hand hold) {
        holds = with(holds, hold);
    }

    /** Adds to a list that takes little memory as long as it has no more than one element. */
    static <T> List<T> with(List<T> list, T added) {
        if (list.isEmpty()) {
            return List.of(added);
        }
        List<T> grown = list instanceof ArrayList<T> ? list : new ArrayList<>(list);
        grown.add(added);
        return grown;
    }

    /** Returns, once, what its variables hold. */
    List<Suspension.Hold> takeHolds() {
        List<Suspension.Hold> taken = found;
        found = List.of();
        return taken;
    }

    boolean isParked() {
        return parked;
    }

    /** Tells whether it was neither woken nor polled since it was seen. */
    boolean isUnchanged() {
        return word == null || word.getAsInt() == seen;
    }

    WaitHolder asHolder(@Nullable StackTraceElement since, boolean hasTaken) {
        return new WaitHolder(party, since == null ? line : since, hasTaken, thread, ended);
    }
}
