package dev.pollux.runtime.dump;

import org.jspecify.annotations.Nullable;

/**
 * One who could end a wait.
 *
 * @param party who it is
 * @param line where it got what others wait for; if that is not known, or what they wait for is its end, where it stands now
 * @param hasTaken {@code false} if that was handed to a future which the task has not polled since; {@code line} is then where that
 *     future waited
 * @param thread the name of the thread it runs on; {@code null} if it does not run
 * @param hasEnded whether it is over, and so never will
 */
public record WaitHolder(
        WaitParty party,
        @Nullable StackTraceElement line,
        boolean hasTaken,
        @Nullable String thread,
        boolean hasEnded) {

    /** Tells where it is, without who it is. */
    String whereabouts() {
        String place = line == null ? "" : "at " + line;
        String runs = thread == null ? "" : (place.isEmpty() ? "" : " ") + "on \"" + thread + '"';
        return hasEnded ? place + ", which has ended" : place + runs;
    }

    /** Tells how it came to what others wait for. */
    String describe() {
        return hasTaken
                ? "held by " + this
                : "handed to " + party + ", which has not taken it" + (line == null ? "" : ": waited at " + line);
    }

    @Override
    public String toString() {
        String where = whereabouts();
        return party + (where.isEmpty() || where.startsWith(",") ? "" : " ") + where;
    }
}
