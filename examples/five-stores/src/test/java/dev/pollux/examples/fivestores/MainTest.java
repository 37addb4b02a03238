package dev.pollux.examples.fivestores;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MainTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    private int run(Map<String, String> environment, String... args) throws Exception {
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            return Main.answer(args, environment, out);
        }
    }

    @Test
    void main_withNoServer_tellsWhatTheEmbeddedStoresKnow() throws Exception {
        String nobody = FakeServer.nobody();

        int code = run(
                Map.of(
                        "POSTGRES_URL",
                        "jdbc:postgresql://" + nobody + "/shop?user=shop",
                        "MARIADB_URL",
                        "jdbc:mariadb://" + nobody + "/shop?user=shop",
                        "REDIS_ADDRESS",
                        nobody,
                        "NOTES_FILE",
                        directory.resolve("notes.db").toString()),
                "42",
                "30000");

        assertThat(code).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .startsWith("customer 42, by 2 of 5 stores\n")
                .containsPattern("orders     \\? \\(.*refused")
                .containsPattern("invoices   \\? \\(.*refused")
                .containsPattern("visit      \\? \\(.*refused")
                .contains("notes      calls in the morning, likes green tea\n", "catalogue  3 products");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ann", "42 soon", "42 -1"})
    void main_withWhatIsNoNumber_saysHow(String args) throws Exception {
        assertThat(run(Map.of(), args.split(" "))).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("five-stores [customer [milliseconds]]");
    }
}
