package dev.pollux.examples.jokebot;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What kind of joke somebody likes. */
enum Style {
    ANY,
    DAD,
    TECH,
    PUN;

    /** How people write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Style> of(String word) {
        return Arrays.stream(values())
                .filter(style -> style.word().equals(word))
                .findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(Style::word).collect(Collectors.joining(", "));
    }
}
