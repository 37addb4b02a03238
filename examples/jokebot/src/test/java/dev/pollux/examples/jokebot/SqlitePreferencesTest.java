package dev.pollux.examples.jokebot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.runtime.AsyncRuntime;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SqlitePreferencesTest {

    @TempDir
    Path directory;

    @Test
    void styleOf_aStranger_isAny() throws Exception {
        try (SqlitePreferences preferences = open();
                AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            assertThat(runtime.blockOn(preferences.styleOf("Ada"))).isEqualTo(Style.ANY);
        }
    }

    @Test
    void setStyle_twice_keepsTheLatest() throws Exception {
        try (SqlitePreferences preferences = open();
                AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            runtime.blockOn(preferences.setStyle("Ada", Style.DAD));
            runtime.blockOn(preferences.setStyle("Ada", Style.TECH));

            assertThat(runtime.blockOn(preferences.styleOf("Ada"))).isEqualTo(Style.TECH);
        }
    }

    @Test
    void preferences_ofABotThatIsRestarted_areStillThere() throws Exception {
        assertThat(askOneBot("prefs style=tech")).contains("tech");

        assertThat(askOneBot("joke")).isEqualTo("a tech joke (tech)");
    }

    private String askOneBot(String line) throws Exception {
        try (SqlitePreferences preferences = open();
                AsyncRuntime runtime =
                        AsyncRuntime.multiThread().workerThreads(2).build()) {
            JokeBot bot = runtime.blockOn(JokeBot.open("127.0.0.1:0", Fakes.jokes(), preferences));
            try (Guest guest = Guest.named("Robert'); DROP TABLE", bot.address())) {
                return guest.ask(line);
            }
        }
    }

    private SqlitePreferences open() throws Exception {
        return SqlitePreferences.open(directory.resolve("new/preferences.db"), 2, Duration.ZERO);
    }
}
