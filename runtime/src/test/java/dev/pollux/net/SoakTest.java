package dev.pollux.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Child;
import dev.pollux.Tool;
import dev.pollux.net.soak.NetSoak;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The soak, for some seconds; {@code ./pollux soak} runs it for minutes. */
@Timeout(120)
class SoakTest {

    @Test
    void secondsOfEverything_leaveNothingBehind() throws Exception {
        Tool.require("ls", "/proc/self/fd");
        List<String> options = new ArrayList<>(Child.sameDriver());
        options.add("-Xmx128m");

        String printed = Child.run(4096, options, NetSoak.class, "6");

        assertThat(printed).endsWith("exit 0").doesNotContain("a task failed");
    }
}
