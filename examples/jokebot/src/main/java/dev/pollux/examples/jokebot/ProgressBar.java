package dev.pollux.examples.jokebot;

import java.io.PrintWriter;
import java.util.Locale;

/** Shows how far something is: a bar that grows on a terminal, and a line per quarter elsewhere. */
final class ProgressBar {

    private static final int WIDTH = 40;
    private static final int QUARTERS = 4;

    private final PrintWriter out;
    private final boolean terminal;
    private final String label;
    private final int total;
    private int shown = -1; // how many steps, of whatever size, were shown last

    ProgressBar(PrintWriter out, boolean terminal, String label, int total) {
        this.out = out;
        this.terminal = terminal;
        this.label = label;
        this.total = total;
    }

    void show(int done) {
        int steps = (int) ((long) done * (terminal ? WIDTH : QUARTERS) / total);
        if (terminal) {
            drawBar(done, steps);
        } else if (steps > shown && steps > 0) {
            out.printf(Locale.ROOT, "%-8s %,d of %,d%n", label, done, total);
        }
        shown = Math.max(shown, steps);
    }

    private void drawBar(int done, int steps) {
        String bar = "#".repeat(steps) + " ".repeat(WIDTH - steps);
        out.printf(Locale.ROOT, "\r%-8s [%s] %,d of %,d", label, bar, done, total);
        if (done == total) {
            out.println();
        }
        out.flush();
    }
}
