package dev.pollux.examples.jokebot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.runtime.AsyncRuntime;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConversationTest {

    private final AsyncRuntime runtime =
            AsyncRuntime.multiThread().workerThreads(2).build();
    private InetSocketAddress bot;

    @BeforeEach
    void open() throws Exception {
        bot = runtime.blockOn(JokeBot.open("127.0.0.1:0", Fakes.jokes(), Fakes.preferences()))
                .address();
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void name_given_isWelcomedWithTheCommands() throws IOException {
        try (Guest guest = Guest.at(bot)) {
            assertThat(guest.ask("Ada")).startsWith("Nice to meet you, Ada.").contains("joke", "prefs", "help", "quit");
        }
    }

    @Test
    void name_blank_isAskedForAgain() throws IOException {
        try (Guest guest = Guest.at(bot)) {
            assertThat(guest.ask("  \t")).isEqualTo("Everybody has a name. What is yours?");
            assertThat(guest.ask("Ada")).startsWith("Nice to meet you, Ada.");
        }
    }

    @Test
    void name_long_isAskedForAgain() throws IOException {
        try (Guest guest = Guest.at(bot)) {
            assertThat(guest.ask("x".repeat(41))).isEqualTo("That is a long name. 40 characters at most, please.");
            assertThat(guest.ask("x".repeat(40))).startsWith("Nice to meet you");
        }
    }

    @Test
    void joke_withoutAPreference_isOfAnyStyle() throws IOException {
        try (Guest guest = Guest.named("Ada", bot)) {
            assertThat(guest.ask("joke")).isEqualTo("a any joke (any)");
        }
    }

    @Test
    void joke_withAPreference_isOfThatStyle() throws IOException {
        try (Guest guest = Guest.named("Ada", bot)) {
            assertThat(guest.ask("prefs style=dad")).isEqualTo("From now on your jokes are of the style dad.");
            assertThat(guest.ask("JOKE")).isEqualTo("a dad joke (dad)");
            assertThat(guest.ask("prefs")).startsWith("Your jokes are of the style dad.");
        }
    }

    @Test
    void prefs_ofOneGuest_areNotThoseOfAnother() throws IOException {
        try (Guest ada = Guest.named("Ada", bot);
                Guest alan = Guest.named("Alan", bot)) {
            ada.ask("prefs style=pun");

            assertThat(alan.ask("prefs")).startsWith("Your jokes are of the style any.");
        }
    }

    @Test
    void prefs_withAnUnknownStyle_namesThoseThatExist() throws IOException {
        try (Guest guest = Guest.named("Ada", bot)) {
            assertThat(guest.ask("prefs style=knock"))
                    .isEqualTo("There is no style \"knock\". There are: any, dad, tech, pun");
        }
    }

    @Test
    void prefs_withSomethingElse_showsHow() throws IOException {
        try (Guest guest = Guest.named("Ada", bot)) {
            assertThat(guest.ask("prefs colour=red"))
                    .isEqualTo("I know one preference. Set it like this: prefs style=dad");
        }
    }

    @Test
    void help_namesTheCommands() throws IOException {
        try (Guest guest = Guest.named("Ada", bot)) {
            assertThat(guest.ask("help")).isEqualTo("You can say: joke, prefs, prefs style=dad, help, quit");
        }
    }

    @Test
    void command_unknown_isQuotedWithTheCommandsAndWithoutControlCharacters() throws IOException {
        try (Guest guest = Guest.named("Ada", bot)) {
            assertThat(guest.ask("jo\u001bke")).startsWith("I do not understand \"jo ke\". You can say: joke");
        }
    }

    @Test
    void line_tooLong_isRefusedAndTheNextIsHeard() throws IOException {
        try (Guest guest = Guest.named("Ada", bot)) {
            assertThat(guest.ask("x".repeat(100_000)))
                    .isEqualTo("That line is too long. 200 characters at most, please.");
            assertThat(guest.ask("joke")).isEqualTo("a any joke (any)");
        }
    }

    @Test
    void quit_saysGoodbyeAndHangsUp() throws IOException {
        try (Guest guest = Guest.named("Ada", bot)) {
            assertThat(guest.ask("quit")).isEqualTo("Goodbye, Ada!");
            assertThat(guest.hear()).isNull();
        }
    }
}
