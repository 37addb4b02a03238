package dev.pollux.examples.jokebot;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One joke of each style, as the joke service deals them.
 *
 * @param jokes by style, {@link Style#ANY} included
 */
record Hand(Map<Style, String> jokes) {

    Hand {
        if (jokes.size() != Style.values().length) {
            throw new IllegalArgumentException("a hand has one joke of each style: " + jokes);
        }
        jokes = Map.copyOf(jokes);
    }

    String pick(Style style) {
        return jokes.getOrDefault(style, "");
    }

    /** Writes a line per joke: the style, a tab, and the joke. */
    String toText() {
        return jokes.entrySet().stream()
                .map(entry -> entry.getKey().word() + '\t' + entry.getValue() + '\n')
                .collect(Collectors.joining());
    }

    static Hand parse(String text) throws IOException {
        Map<Style, String> jokes = new EnumMap<>(Style.class);
        for (String line : text.lines().toList()) {
            int tab = line.indexOf('\t');
            Optional<Style> style = tab < 0 ? Optional.empty() : Style.of(line.substring(0, tab));
            if (style.isEmpty()) {
                throw new IOException("not a joke: " + line);
            }
            jokes.put(style.get(), line.substring(tab + 1));
        }
        if (jokes.size() != Style.values().length) {
            throw new IOException("the joke service left a style out: " + jokes.keySet());
        }
        return new Hand(jokes);
    }
}
