package dev.pollux.runtime.task;

import dev.pollux.future.AwaitTree;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Holding;
import dev.pollux.future.Resource;
import dev.pollux.future.Suspension;
import dev.pollux.runtime.dump.WaitEdge;
import dev.pollux.runtime.dump.WaitGraph;
import dev.pollux.runtime.dump.WaitParty;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Gathers who waits for whom while a dump is made, and puts it together in the end. For one thread, and one dump. */
public final class Waits {

    private static final String END_OF = "the end of";

    /*
     * It keeps only those that wait for something that another may bring about, that hold something, that run or are queued. A million
     * tasks that sleep leave nothing here.
     */

    private final IdentityHashMap<Context, WaitNode> nodes = new IdentityHashMap<>();
    private final List<WaitNode> inOrder = new ArrayList<>(); // the same, as they were read
    private final Map<Resource, WaitPoint> points = new LinkedHashMap<>();
    private final Map<Resource, List<WaitNode>> running = new HashMap<>(); // by what they make others wait for

    /** Creates an empty one. */
    public Waits() {}

    // ---------------------------------------------------------------- the first look

    /**
     * Notes one that waits to be woken.
     *
     * @param context of its polls
     * @param party who it is
     * @param word changes whenever it is woken or polled
     * @param seen the word, read before the suspension
     * @param suspension what it waits for and holds
     */
    public void parked(Context context, WaitParty party, IntSupplier word, int seen, Suspension suspension) {
        if (!concerns(context, suspension)) {
            return;
        }
        WaitNode node = WaitNode.parked(party, word, seen, suspension);
        add(context, node);
        for (Suspension.Wait wait : suspension.waits()) {
            Resource resource = wait.resource();
            Resource named = resource == null ? new Resource(wait.leaf(), END_OF) : resource;
            point(named).addWait(node, wait);
        }
    }

    /** Notes a task that waits to be woken. */
    void parked(Task<?> task, int seen, Suspension suspension) {
        if (concerns(task, suspension)) { // otherwise nothing is made for it
            parked(task, task.party(), task::peek, seen, suspension);
        }
    }

    private static boolean concerns(Context context, Suspension suspension) {
        return !suspension.waits().isEmpty()
                || !suspension.holds().isEmpty()
                || !context.untaken().isEmpty();
    }

    /** Notes one that waits for its turn. */
    void queued(Task<?> task, Resource turn, Suspension suspension) {
        WaitNode node = WaitNode.queued(task.party(), suspension);
        add(task, node);
        point(turn).addWait(node, null);
    }

    /** Notes one that runs. */
    void running(Task<?> task, Resource turn, @Nullable String thread, List<StackTraceElement> stack) {
        WaitNode node = WaitNode.going(task.party(), lineOf(stack), thread);
        add(task, node);
        running.computeIfAbsent(turn, first -> new ArrayList<>()).add(node);
    }

    private void add(Context context, WaitNode node) {
        node.untaken = context.untaken();
        nodes.put(context, node);
        inOrder.add(node);
    }

    private WaitPoint point(Resource resource) {
        return points.computeIfAbsent(resource, WaitPoint::new);
    }

    /** The innermost line that is not the JDK's: what a thread that is blocked was blocked by. */
    private static @Nullable StackTraceElement lineOf(List<StackTraceElement> stack) {
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (!name.startsWith("java.") && !name.startsWith("jdk.") && !name.startsWith("sun.")) {
                return Frames.withoutModule(frame);
            }
        }
        return stack.isEmpty() ? null : stack.get(0);
    }

    // ---------------------------------------------------------------- the graph

    /**
     * Puts the graph together, once everybody was noted.
     *
     * @return the graph; its cycles are confirmed by a second look
     */
    public WaitGraph graph() {
        findHolders();
        points.values().forEach(WaitPoint::lineUp);
        List<List<WaitPoint.Row>> cycles = new StuckTasks(inOrder).cycles();
        nameResources();
        List<WaitEdge> edges = new ArrayList<>();
        points.values().forEach(point -> point.rows.forEach(row -> edges.add(row.edge())));
        return new WaitGraph(
                edges,
                cycles.stream()
                        .map(rows -> rows.stream().map(WaitPoint.Row::edge).toList())
                        .toList());
    }

    private void findHolders() {
        inOrder.forEach(this::addUntaken); // first: they tell more than who else holds the same
        for (WaitNode node : inOrder) {
            for (Suspension.Hold hold : node.takeHolds()) {
                addHand(node, hold.holding(), hold.resource(), hold.line());
            }
        }
        running.forEach((turn, all) -> {
            WaitPoint waitedFor = points.get(turn);
            if (waitedFor != null) {
                all.forEach(node -> waitedFor.addHand(node, null, null));
            }
        });
        points.values().forEach(point -> point.askForHolders(this::nodeOf));
    }

    private void addUntaken(WaitNode node) {
        for (Holding holding : node.untaken) {
            Resource resource = holding.holds();
            if (resource != null) {
                addHand(node, holding, resource, holding.heldSince());
            }
        }
    }

    private void addHand(WaitNode node, Holding holding, Resource resource, @Nullable StackTraceElement line) {
        WaitPoint waitedFor = points.get(resource);
        if (waitedFor != null) {
            waitedFor.addHand(node, holding, line);
        }
    }

    private @Nullable WaitNode nodeOf(Context context) {
        WaitNode seen = nodes.get(context);
        if (seen == null && context instanceof Task<?> task) {
            seen = unseen(task);
            add(context, seen);
        }
        return seen;
    }

    /** One that others wait for, and that does not wait for others itself: it has ended, or sleeps. */
    private static WaitNode unseen(Task<?> task) {
        Future<?> future = task.future();
        if (future == null) {
            return WaitNode.ended(task.party());
        }
        boolean atRest = TaskState.isAtRest(task.peek());
        return WaitNode.going(task.party(), atRest ? AwaitTree.of(future).innermostSite() : null, null);
    }

    /** Gives numbers to those that would look the same. */
    private void nameResources() {
        Map<String, String> names = new HashMap<>(); // a name that many have is kept once
        Set<String> shared = new HashSet<>();
        for (WaitPoint point : points.values()) {
            String name = point.describe();
            String known = names.putIfAbsent(name, name);
            if (known != null) {
                shared.add(known);
            }
            point.setName(known == null ? name : known);
        }
        IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
        for (WaitPoint point : points.values()) {
            boolean isShared = shared.contains(point.name());
            point.draw(isShared ? numbers.computeIfAbsent(point.resource.of(), first -> numbers.size() + 1) : 0);
        }
    }
}
