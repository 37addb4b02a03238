package dev.pollux.runtime.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds, among those who wait, the ones that wait for each other alone. */
final class StuckTasks {

    /*
     * What is stuck
     * -------------
     * A task that waits for several things goes on as soon as one of them comes, and a thing with several holders comes as soon as one
     * of them goes on. So a circle of waits is not yet a deadlock: a select with a timeout in it, or another sender, ends it. Stuck
     * are the tasks of the largest set in which each is parked, waits only for things all of whose holders are known, and has all of these
     * in the set. It is what is left when everybody that may go on was taken out, with those whom that helps, and so on.
     *
     * Why there is no false alarm
     * ---------------------------
     * The tasks were seen one after the other, while others ran. But each has a word that changes whenever it is woken or polled.
     * Once all have been seen, everyone in the set is looked at again: if its word is the same, it was parked from the first look
     * to the second, so all of them were at the moment between. A waker may be on its way to a task whose word it has not changed yet.
     * Then what the task waits for has been handed over, or its holder holds it no more: so these are asked again as well.
     *
     * Each step is linear in the number of waits and of hands, and none of them recursive: a chain may have a million links.
     */

    private final List<WaitNode> all;

    StuckTasks(List<WaitNode> all) {
        this.all = all;
    }

    /** Returns the circles, each as the waits in it. */
    List<List<WaitPoint.Row>> cycles() {
        all.forEach(node -> node.stuck = node.isParked() && waitsForHandsAlone(node));
        keepStuck(all.stream().filter(node -> !node.stuck).toList());
        List<WaitNode> candidates = stuck();
        candidates.forEach(node -> node.stuck = isConfirmed(node));
        keepStuck(candidates.stream().filter(node -> !node.stuck).toList());
        return circlesAmong(withoutDeadEnds(stuck()));
    }

    private static boolean waitsForHandsAlone(WaitNode node) {
        for (WaitPoint.Row row : node.waits) { // a stream for each of a million tasks would be felt
            if (!row.point.isClosed()) {
                return false;
            }
        }
        return !node.waits.isEmpty();
    }

    private List<WaitNode> stuck() {
        return all.stream().filter(node -> node.stuck).toList();
    }

    /** Lets everyone go that is helped by one that goes. */
    private static void keepStuck(List<WaitNode> going) {
        Deque<WaitNode> left = new ArrayDeque<>(going);
        for (WaitNode node = left.poll(); node != null; node = left.poll()) {
            for (WaitPoint.Hand hand : node.holds) {
                for (WaitPoint.Row row : hand.point.rows) {
                    if (row.node.stuck) {
                        row.node.stuck = false;
                        left.add(row.node);
                    }
                }
            }
        }
    }

    private static boolean isConfirmed(WaitNode node) {
        return node.waits.stream().allMatch(row -> row.isUnchanged() && row.point.isUnchanged()) && node.isUnchanged();
    }

    /** Leaves out those that wait for nobody, and those that wait for them alone. What is left has a way on everywhere. */
    private static List<WaitNode> withoutDeadEnds(List<WaitNode> stuck) {
        Deque<WaitNode> ends = new ArrayDeque<>();
        for (WaitNode node : stuck) {
            node.ways =
                    node.waits.stream().mapToInt(row -> row.point.hands.size()).sum();
            if (node.ways == 0) {
                ends.add(node);
            }
        }
        for (WaitNode end = ends.poll(); end != null; end = ends.poll()) {
            for (WaitPoint.Hand hand : end.holds) {
                for (WaitPoint.Row row : hand.point.rows) {
                    if (--row.node.ways == 0) {
                        ends.add(row.node);
                    }
                }
            }
        }
        return stuck.stream().filter(node -> node.ways > 0).toList();
    }

    /** Goes on from each until it comes to where somebody was before. If that was on the same way, it is a circle. */
    private static List<List<WaitPoint.Row>> circlesAmong(List<WaitNode> nodes) {
        List<List<WaitPoint.Row>> circles = new ArrayList<>();
        for (WaitNode start : nodes) {
            List<WaitPoint.Row> way = new ArrayList<>();
            WaitNode node = start;
            while (!node.visited) {
                node.visited = true;
                WaitPoint.Row row = wayOn(node);
                way.add(row);
                node = nextOf(row);
            }
            WaitNode met = node;
            int from = indexOf(met, way);
            if (from >= 0) {
                circles.add(way.subList(from, way.size()));
            }
        }
        return circles;
    }

    private static int indexOf(WaitNode met, List<WaitPoint.Row> way) {
        for (int i = 0; i < way.size(); i++) {
            if (way.get(i).node == met) {
                return i;
            }
        }
        return -1;
    }

    private static WaitPoint.Row wayOn(WaitNode node) {
        return node.waits.stream()
                .filter(row -> firstStuck(row) != null)
                .findFirst()
                .orElseThrow();
    }

    private static WaitNode nextOf(WaitPoint.Row row) {
        return Objects.requireNonNull(firstStuck(row));
    }

    private static @Nullable WaitNode firstStuck(WaitPoint.Row row) {
        return row.point.hands.stream()
                .map(hand -> hand.node)
                .filter(node -> node.stuck && node.ways > 0)
                .findFirst()
                .orElse(null);
    }
}
