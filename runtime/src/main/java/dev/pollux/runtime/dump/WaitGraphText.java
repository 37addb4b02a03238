package dev.pollux.runtime.dump;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Draws who waits for whom, for people. */
final class WaitGraphText {

    /** More of those who wait for the same thing tell nothing new. */
    private static final int MAX_SHOWN = 20;

    private final Appendable out;
    private final StringBuilder text = new StringBuilder(); // of one paragraph: there may be a million

    WaitGraphText(Appendable out) {
        this.out = out;
    }

    void write(WaitGraph graph) throws IOException {
        if (graph.edges().isEmpty()) {
            return;
        }
        text.append("who waits for whom\n");
        resources(graph.edges());
        for (List<WaitEdge> cycle : graph.cycles()) {
            cycle(cycle);
            endParagraph();
        }
    }

    private void endParagraph() throws IOException {
        out.append(text);
        text.setLength(0);
    }

    private void resources(List<WaitEdge> edges) throws IOException {
        int from = 0;
        while (from < edges.size()) {
            WaitResource resource = edges.get(from).resource();
            int to = from + 1;
            while (to < edges.size() && edges.get(to).resource() == resource) {
                to++;
            }
            text.append("    ").append(resource).append(holders(resource)).append('\n');
            waiters(edges.subList(from, to));
            endParagraph();
            from = to;
        }
    }

    private void waiters(List<WaitEdge> waits) {
        for (int i = 0; i < waits.size() && i < MAX_SHOWN; i++) {
            text.append("        ").append(waits.get(i)).append('\n');
        }
        if (waits.size() > MAX_SHOWN) {
            text.append("        and ").append(waits.size() - MAX_SHOWN).append(" more\n");
        }
    }

    private static String holders(WaitResource resource) {
        List<WaitHolder> holders = resource.holders();
        if (holders.isEmpty()) {
            return ": " + nobody(resource.others());
        }
        if (isEndOf(resource, holders.get(0))) {
            return ": " + holders.get(0).whereabouts();
        }
        List<WaitHolder> shown = holders.stream().limit(MAX_SHOWN).toList();
        int unnamed = Math.max(0, holders.size() - MAX_SHOWN) + Math.max(0, resource.others());
        return handedTo(shown) + heldBy(shown) + (unnamed == 0 ? "" : "; and " + unnamed + " more");
    }

    private static String handedTo(List<WaitHolder> holders) {
        return holders.stream()
                .filter(holder -> !holder.hasTaken())
                .map(holder -> ", " + holder.describe())
                .collect(Collectors.joining());
    }

    private static String heldBy(List<WaitHolder> holders) {
        String all = holders.stream()
                .filter(WaitHolder::hasTaken)
                .map(WaitHolder::toString)
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? "" : ", held by " + all;
    }

    /** The end of a task is not held by it, but that is where it depends on. */
    private static boolean isEndOf(WaitResource resource, WaitHolder holder) {
        return resource.name().equals("the end of " + holder.party());
    }

    private static String nobody(int others) {
        return switch (others) {
            case WaitResource.UNKNOWN -> "no live task is known to hold what ends this";
            case 0 -> "nobody holds what ends this, so it never ends";
            default ->
                "no live task holds what ends this, but " + others + (others == 1 ? " is" : " are") + " left open";
        };
    }

    private void cycle(List<WaitEdge> cycle) {
        text.append("    cycle: ").append(cycle.get(0).waiter());
        for (int i = 0; i < cycle.size(); i++) {
            WaitResource resource = cycle.get(i).resource();
            WaitParty next = cycle.get((i + 1) % cycle.size()).waiter();
            WaitHolder holder = holder(resource, next);
            text.append(" -> ").append(resource);
            text.append(' ').append(isEndOf(resource, holder) ? holder.whereabouts() : holder.describe());
        }
        text.append('\n');
    }

    private static WaitHolder holder(WaitResource resource, WaitParty party) {
        return resource.holders().stream()
                .filter(each -> each.party().equals(party))
                .findFirst()
                .orElseThrow();
    }
}
