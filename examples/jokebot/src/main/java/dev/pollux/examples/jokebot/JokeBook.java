package dev.pollux.examples.jokebot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * All the jokes there are. Safe for any thread.
 *
 * @param byStyle none of the lists is empty; {@link Style#ANY} has all the jokes
 */
record JokeBook(Map<Style, List<String>> byStyle) {

    /** Reads the book that comes with the program: a line per joke, beginning with the style and a tab. */
    static JokeBook read() throws IOException {
        try (InputStream file = JokeBook.class.getResourceAsStream("jokes.tsv")) {
            if (file == null) {
                throw new IOException("jokes.tsv is missing");
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static JokeBook parse(String text) throws IOException {
        Map<Style, List<String>> book = new EnumMap<>(Style.class);
        for (String line : text.lines().toList()) {
            int tab = line.indexOf('\t');
            Optional<Style> style = tab < 0 ? Optional.empty() : Style.of(line.substring(0, tab));
            if (style.isEmpty()) {
                throw new IOException("jokes.tsv: no style in the line: " + line);
            }
            book.computeIfAbsent(style.get(), none -> new ArrayList<>()).add(line.substring(tab + 1));
            book.computeIfAbsent(Style.ANY, none -> new ArrayList<>()).add(line.substring(tab + 1));
        }
        return new JokeBook(book);
    }

    Hand deal(RandomGenerator random) {
        Map<Style, String> hand = new EnumMap<>(Style.class);
        byStyle.forEach((style, jokes) -> hand.put(style, jokes.get(random.nextInt(jokes.size()))));
        return new Hand(hand);
    }
}
