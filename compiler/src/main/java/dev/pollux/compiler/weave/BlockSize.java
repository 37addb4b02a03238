package dev.pollux.compiler.weave;

import dev.pollux.compiler.analyse.Abi;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How big a woven block is.
 *
 * @param place where it starts: class, method, file and line
 * @param fields the fields of its state, name to descriptor, without those of {@code AsyncFrame}
 * @param code the length of its body, in bytes of bytecode
 * @param awaits what each source line with an await keeps, the line that keeps most first
 */
public record BlockSize(StackTraceElement place, Map<String, String> fields, int code, List<AwaitLine> awaits) {

    /** What every object starts with on a JVM that does not say otherwise: compressed class pointers, ordinary headers. */
    public static final int HEADER = 12;

    /** The same with {@code -XX:+UseCompactObjectHeaders}, from JDK 24 on. */
    public static final int COMPACT_HEADER = 8;

    private static final int ALIGNMENT = 8;
    private static final int LARGEST = 3;

    /**
     * The awaits of one source line.
     *
     * @param line the line, or -1
     * @param awaits how many there are in the code: javac copies a {@code finally} to each of its exits
     * @param kept how many values they save, all together
     */
    public record AwaitLine(int line, int awaits, int kept) {

        @Override
        public String toString() {
            return (awaits == 1 ? "the await" : "the " + awaits + " awaits") + " of line " + line + " (" + kept
                    + (kept == 1 ? " value)" : " values)");
        }
    }

    /**
     * Counts the awaits.
     *
     * @return how many there are in the code
     */
    public int awaitCount() {
        return awaits.stream().mapToInt(AwaitLine::awaits).sum();
    }

    /**
     * Computes what the state occupies on HotSpot with compressed references.
     *
     * <p>All fields have four or eight bytes, and HotSpot fills the gap that it leaves before the longer ones; so it is the sum,
     * rounded up.
     *
     * @param header {@link #HEADER} or {@link #COMPACT_HEADER}
     * @return bytes
     */
    public int stateBytes(int header) {
        int used = header + bytes(Abi.FRAME_FIELDS) + bytes(fields.values());
        return (used + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /**
     * Names the lines that make the block big: an await costs a field and code for each value that it keeps.
     *
     * @return up to three lines, the largest first
     */
    public String largest() {
        return awaits.stream().limit(LARGEST).map(AwaitLine::toString).collect(Collectors.joining(", "));
    }

    private static int bytes(Collection<String> descriptors) {
        return descriptors.stream()
                .mapToInt(type -> type.equals("J") || type.equals("D") ? Long.BYTES : Integer.BYTES)
                .sum();
    }
}
