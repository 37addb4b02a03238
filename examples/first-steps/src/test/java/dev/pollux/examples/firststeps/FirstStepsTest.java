package dev.pollux.examples.firststeps;

import static dev.pollux.Pollux.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FirstStepsTest {

    @Test
    @Timeout(60)
    void all_printsOneLinePerStep() throws Exception {
        var output = new ByteArrayOutputStream();

        run(FirstSteps.all(new PrintStream(output, true, StandardCharsets.UTF_8)));

        assertThat(output.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceAll(" +[\\d,]+ ms +", ": ")))
                .containsExactly(
                        "two sleeps of 1 s, joined: slept twice",
                        "three fetches of 500 ms, joined: news, mail, weather",
                        "a fetch with a timeout: gave up on the slow page",
                        "a task, cancelled: its finally block ran",
                        "a race: the near mirror won");
    }
}
