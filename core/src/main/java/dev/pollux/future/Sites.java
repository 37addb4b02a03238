package dev.pollux.future;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places in the source where compiled blocks start and await, by number: a task can remember one in an {@code int}.
 */
final class Sites {

    private record Block(
            int first,
            String owner,
            String method,
            @Nullable String file,
            String lines) {}

    private static final List<Block> BLOCKS = new ArrayList<>(); // in the order of their numbers; its own lock

    private static int next = 1; // 0 is nowhere; guarded by BLOCKS

    private Sites() {}

    /** Gives numbers to a block: one to its start and one to each await. Returns the first. */
    static int register(String owner, String method, @Nullable String file, String lines) {
        synchronized (BLOCKS) {
            int first = next;
            BLOCKS.add(new Block(first, owner, method, file, lines));
            next += lines.length();
            return first;
        }
    }

    /** Returns the place with a number, or null if no block has it. */
    static @Nullable StackTraceElement of(int number) {
        Block block = null;
        synchronized (BLOCKS) {
            int low = 0;
            for (int high = BLOCKS.size(); low < high; ) {
                int middle = (low + high) >>> 1;
                if (BLOCKS.get(middle).first <= number) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            if (low > 0) {
                block = BLOCKS.get(low - 1);
            }
        }
        if (block == null || number - block.first >= block.lines.length()) {
            return null;
        }
        return place(block.owner, block.method, block.file, block.lines, number - block.first);
    }

    static StackTraceElement place(String owner, String method, @Nullable String file, String lines, int at) {
        int line = lines.charAt(at);
        return new StackTraceElement(owner, method, file, line == 0 ? -1 : line);
    }
}
