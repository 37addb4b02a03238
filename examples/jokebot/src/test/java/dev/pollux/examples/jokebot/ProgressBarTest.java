package dev.pollux.examples.jokebot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final StringWriter written = new StringWriter();

    @Test
    void show_onATerminal_redrawsOneLine() {
        var bar = new ProgressBar(new PrintWriter(written), true, "asking", 1000);

        bar.show(500);
        bar.show(1000);

        assertThat(written.toString().split("\r"))
                .containsExactly(
                        "",
                        "asking   [" + "#".repeat(20) + " ".repeat(20) + "] 500 of 1,000",
                        "asking   [" + "#".repeat(40) + "] 1,000 of 1,000" + System.lineSeparator());
    }

    @Test
    void show_elsewhere_writesALinePerQuarter() {
        var bar = new ProgressBar(new PrintWriter(written), false, "asking", 8);

        for (int done = 0; done <= 8; done++) {
            bar.show(done);
        }

        assertThat(written.toString().lines())
                .containsExactly("asking   2 of 8", "asking   4 of 8", "asking   6 of 8", "asking   8 of 8");
    }
}
