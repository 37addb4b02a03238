package dev.pollux.examples.jokebot;

import static dev.pollux.Pollux.lazy;
import static dev.pollux.Pollux.ready;

import dev.pollux.future.Future;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stand-ins for the services behind the bot. */
final class Fakes {

    private Fakes() {}

    /** For each style the joke "a tech joke" and so on. */
    static Hand hand() {
        Map<Style, String> jokes = new EnumMap<>(Style.class);
        for (Style style : Style.values()) {
            jokes.put(style, "a " + style.word() + " joke");
        }
        return new Hand(jokes);
    }

    static Jokes jokes() {
        return () -> ready(hand());
    }

    static Preferences preferences() {
        Map<String, Style> styles = new ConcurrentHashMap<>();
        return new Preferences() {
            @Override
            public Future<Style> styleOf(String name) {
                return lazy(() -> styles.getOrDefault(name, Style.ANY));
            }

            @Override
            public Future<Void> setStyle(String name, Style style) {
                return lazy(() -> {
                    styles.put(name, style);
                    return null;
                });
            }
        };
    }
}
