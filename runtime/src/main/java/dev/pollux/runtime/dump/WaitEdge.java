package dev.pollux.runtime.dump;

import org.jspecify.annotations.Nullable;

/**
 * One wait of one task.
 *
 * @param waiter who waits
 * @param line the await where it stands; {@code null} if no compiled block waits
 * @param place in the line: 1 is the next to be served; 0 if there is no order
 * @param resource what it waits for, and who could bring it about
 */
public record WaitEdge(WaitParty waiter, @Nullable StackTraceElement line, int place, WaitResource resource) {

    @Override
    public String toString() {
        return (place == 0 ? "" : place + ". in line: ") + waiter + (line == null ? "" : " at " + line);
    }
}
