package dev.pollux.examples.jokebot;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.timeout;

import dev.pollux.future.Future;
import dev.pollux.io.AsyncBufReader;
import dev.pollux.io.LineTooLongException;
import dev.pollux.net.TcpStream;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What is said between the bot and one guest: a line for a line. */
final class Conversation {

    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_NAME = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String COMMANDS = "joke, prefs, prefs style=dad, help, quit";

    private final TcpStream stream;
    private final AsyncBufReader input;
    private final Jokes jokes;
    private final Preferences preferences;
    private String name = "";

    Conversation(TcpStream stream, Jokes jokes, Preferences preferences) {
        this.stream = stream;
        this.input = new AsyncBufReader(stream, LONGEST_LINE);
        this.jokes = jokes;
        this.preferences = preferences;
    }

    /** Talks until the guest says quit or hangs up. */
    Future<@Nullable Void> hold() {
        return async(() -> {
            say("Hello, I am the joke bot. What is your name?").await();
            while (name.isEmpty()) {
                String line = hear().await();
                if (line == null) {
                    return;
                }
                name = line.length() <= LONGEST_NAME ? line : "";
                say(greeting(line)).await();
            }
            while (true) {
                String line = hear().await();
                if (line == null) {
                    return;
                }
                if (line.equalsIgnoreCase("quit")) {
                    say("Goodbye, " + name + "!").await();
                    return;
                }
                say(answer(line).await()).await();
            }
        });
    }

    private String greeting(String line) {
        if (line.isEmpty()) {
            return "Everybody has a name. What is yours?";
        }
        return name.isEmpty()
                ? "That is a long name. " + LONGEST_NAME + " characters at most, please."
                : "Nice to meet you, " + name + ". You can say: " + COMMANDS;
    }

    /** Picks what to do. Nothing is done before the future is awaited. */
    private Future<String> answer(String line) {
        String[] words = line.toLowerCase(Locale.ROOT).split("\\s+", 2);
        String argument = words.length == 2 ? words[1] : "";
        return switch (words[0]) {
            case "joke" -> orApology(joke());
            case "prefs" -> argument.isEmpty() ? orApology(showStyle()) : changeStyle(argument);
            case "help" -> ready("You can say: " + COMMANDS);
            default -> ready("I do not understand \"" + line + "\". You can say: " + COMMANDS);
        };
    }

    /** Both look-ups are under way at the same time, so that this takes as long as the slower one. */
    private Future<String> joke() {
        return async(() -> {
            var both = join(jokes.deal(), preferences.styleOf(name)).await();
            return both.first().pick(both.second()) + " (" + both.second().word() + ")";
        });
    }

    private Future<String> showStyle() {
        return preferences
                .styleOf(name)
                .map(style -> "Your jokes are of the style " + style.word() + ". There are: " + Style.words()
                        + ". Change it like this: prefs style=dad");
    }

    private Future<String> changeStyle(String argument) {
        if (!argument.startsWith("style=")) {
            return ready("I know one preference. Set it like this: prefs style=dad");
        }
        String word = argument.substring("style=".length()).strip();
        Optional<Style> style = Style.of(word);
        if (style.isEmpty()) {
            return ready("There is no style \"" + word + "\". There are: " + Style.words());
        }
        return orApology(preferences
                .setStyle(name, style.get())
                .map(done -> "From now on your jokes are of the style " + word + "."));
    }

    /** The guest need not suffer from what goes wrong behind the bot. */
    private static Future<String> orApology(Future<String> answer) {
        return async(() -> {
            try {
                return timeout(PATIENCE, answer).await();
            } catch (IOException | SQLException | TimeoutException e) {
                return "I am sorry, that did not work. Please try again in a moment.";
            }
        });
    }

    // ---------------------------------------------------------------- lines

    private Future<@Nullable Void> say(String line) {
        return stream.writeAll(line + "\n");
    }

    /** The next line, without blanks around it; null when the guest has hung up. */
    private Future<@Nullable String> hear() {
        return async(() -> {
            while (true) {
                try {
                    String line = input.readLine().await();
                    return line == null
                            ? null
                            : line.replaceAll("\\p{Cntrl}", " ").strip();
                } catch (LineTooLongException e) {
                    say("That line is too long. " + LONGEST_LINE + " characters at most, please.")
                            .await();
                }
            }
        });
    }
}
