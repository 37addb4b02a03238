package dev.pollux.runtime.dump;

import org.jspecify.annotations.Nullable;

/**
 * One who could end a wait.
 *
 * @param party who it is
 * @param line where it got what others wait for; if that is not known, or what they wait for is its end, where it stands now
 * @param thread the name of the thread it runs on; {@code null} if it does not run
 * @param hasEnded whether it is over, and so never will
 */
public record WaitHolder(
        WaitParty party,
        @Nullable StackTraceElement line,
        @Nullable String thread,
        boolean hasEnded) {

    /** Tells where it is, without who it is. */
    String whereabouts() {
        String place = line == null ? "" : "at " + line;
        String runs = thread == null ? "" : (place.isEmpty() ? "" : " ") + "on \"" + thread + '"';
        return hasEnded ? place + ", which has ended" : place + runs;
    }

    @Override
    public String toString() {
        String where = whereabouts();
        return party + (where.isEmpty() || where.startsWith(",") ? "" : " ") + where;
    }
}
