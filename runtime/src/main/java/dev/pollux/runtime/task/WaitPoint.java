package dev.pollux.runtime.task;

import dev.pollux.future.Awaited;
import dev.pollux.future.Context;
import dev.pollux.future.Holding;
import dev.pollux.future.Resource;
import dev.pollux.future.Suspension;
import dev.pollux.future.Waiting;
import dev.pollux.runtime.dump.WaitEdge;
import dev.pollux.runtime.dump.WaitHolder;
import dev.pollux.runtime.dump.WaitResource;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A resource that somebody waits for, with those who do and those who could bring it about. */
final class WaitPoint {

    /** One who waits. */
    static final class Row {

        final WaitNode node;
        final WaitPoint point;
        private final Suspension.@Nullable Wait wait; // null for a turn, which no future waits for
        private int place;

        private Row(WaitNode node, WaitPoint point, Suspension.@Nullable Wait wait) {
            this.node = node;
            this.point = point;
            this.wait = wait;
        }

        /** Tells whether it still waits for the same. */
        boolean isUnchanged() {
            return wait != null
                    && wait.leaf() instanceof Waiting waiting
                    && point.resource.equals(ask(waiting::waitingFor));
        }

        /** For the dump, once the resource has its name. */
        WaitEdge edge() {
            return new WaitEdge(node.party, wait == null ? null : wait.line(), place, point.drawn());
        }
    }

    /** One who could end the waits. */
    static final class Hand {

        final WaitNode node;
        final WaitPoint point;
        private final @Nullable Holding holding;
        private final @Nullable Resource held; // by the holding, which may be the end of one of many
        private final @Nullable StackTraceElement line;

        private Hand(WaitNode node, WaitPoint point, @Nullable Holding holding, @Nullable StackTraceElement line) {
            this.node = node;
            this.point = point;
            this.holding = holding;
            this.held = holding == null ? null : ask(holding::holds);
            this.line = line;
        }

        boolean isUnchanged() {
            return holding != null && held != null && held.equals(ask(holding::holds));
        }

        WaitHolder holder() {
            return node.asHolder(line, holding == null || holding.isTaken());
        }
    }

    final Resource resource;
    List<Row> rows = List.of();
    List<Hand> hands = List.of();

    private String name = "";
    private @Nullable WaitResource drawn;
    private int others = WaitResource.UNKNOWN;
    private boolean counted; // `others` is the difference to what the resource counts

    WaitPoint(Resource resource) {
        this.resource = resource;
    }

    void addWait(WaitNode node, Suspension.@Nullable Wait wait) {
        Row row = new Row(node, this, wait);
        rows = WaitNode.with(rows, row);
        node.add(row);
    }

    void addHand(WaitNode node, @Nullable Holding holding, @Nullable StackTraceElement line) {
        Hand hand = new Hand(node, this, holding, line);
        hands = WaitNode.with(hands, hand);
        node.add(hand);
    }

    // ---------------------------------------------------------------- what the resource knows itself

    /**
     * Asks it who holds it, after the variables were searched: who has a guard in a variable now is the one that counts.
     *
     * @param nodes tells who stands behind the context that a holding names
     */
    void askForHolders(Function<Context, @Nullable WaitNode> nodes) {
        List<? extends Holding> all = resource.of() instanceof Awaited awaited ? ask(awaited::holdings) : null;
        counted = all == null || all.isEmpty(); // a lock without a holder is just handed on
        others = counted ? countOthers() : 0;
        if (all != null && !all.isEmpty()) {
            Set<Holding> found = found();
            all.stream().filter(found::add).forEach(holding -> addHolder(holding, nodes));
        }
    }

    /** What the hands have; the same may be in several variables. */
    private Set<Holding> found() {
        Set<Holding> found = Collections.newSetFromMap(new IdentityHashMap<>(hands.size()));
        for (Hand hand : hands) {
            if (hand.holding != null) {
                found.add(hand.holding);
            }
        }
        return found;
    }

    private void addHolder(Holding holding, Function<Context, @Nullable WaitNode> nodes) {
        Context holder = ask(holding::holder);
        WaitNode node = holder == null ? null : nodes.apply(holder);
        if (node == null) {
            others++; // somebody outside of all tasks
        } else {
            addHand(node, holding, ask(holding::heldSince));
        }
    }

    private int countOthers() {
        Integer all = resource.of() instanceof Awaited awaited ? ask(() -> awaited.holders(resource.what())) : null;
        return all == null || all < 0 ? WaitResource.UNKNOWN : (int) Math.max(0, all - countFound());
    }

    private long countFound() {
        Holding only = hands.size() == 1 ? hands.get(0).holding : null; // as with most, which then need no set
        return only == null ? found().stream().mapToLong(WaitPoint::shareOf).sum() : shareOf(only);
    }

    private static long shareOf(Holding holding) {
        Long share = ask(holding::share);
        return share == null ? 0 : share;
    }

    /** Tells whether nobody can end the waits but the hands that are known. */
    boolean isClosed() {
        return others == 0;
    }

    /** Tells whether it was closed, and is so with the same hands. */
    boolean isUnchanged() {
        return (!counted || countOthers() == 0) && hands.stream().allMatch(Hand::isUnchanged);
    }

    /** Puts those who wait into the order of the line, if there is one. */
    void lineUp() {
        List<? extends Waiting> line =
                resource.of() instanceof Awaited awaited ? ask(() -> awaited.inLine(resource.what())) : null;
        if (line == null || line.isEmpty()) {
            return;
        }
        if (rows.size() == 1) {
            Row row = rows.get(0);
            row.place = row.wait == null ? 0 : placeIn(line, row.wait.leaf());
            return;
        }
        IdentityHashMap<Object, Integer> places = new IdentityHashMap<>();
        line.forEach(waiting -> places.put(waiting, places.size() + 1));
        for (Row row : rows) {
            row.place = row.wait == null ? 0 : places.getOrDefault(row.wait.leaf(), 0);
        }
        rows.sort(Comparator.comparingInt(row -> row.place));
    }

    private static int placeIn(List<? extends Waiting> line, Object leaf) {
        for (int i = 0; i < line.size(); i++) {
            if (line.get(i) == leaf) {
                return i + 1;
            }
        }
        return 0;
    }

    // ---------------------------------------------------------------- for the dump

    /** Returns what it is called, without a number. */
    String describe() {
        Object of = resource.of();
        return resource.what() + " " + (of instanceof Task<?> task ? task.idAndName() : TaskReader.labelOf(of));
    }

    void setName(String chosen) {
        name = chosen;
    }

    String name() {
        return name;
    }

    /** Decides how the dump shows it, once everything is known; with a number unless that is 0. */
    void draw(int number) {
        drawn = new WaitResource(number == 0 ? name : name + " #" + number, holders(), others);
    }

    private List<WaitHolder> holders() {
        return hands.size() == 1
                ? List.of(hands.get(0).holder())
                : hands.stream().map(Hand::holder).distinct().toList();
    }

    private WaitResource drawn() {
        return Objects.requireNonNull(drawn);
    }

    /** Asks foreign code. */
    private static <T> @Nullable T ask(Supplier<? extends @Nullable T> question) {
        try {
            return question.get();
        } catch (Throwable t) { // it cannot tell, perhaps since it is just being changed
            return null;
        }
    }
}
