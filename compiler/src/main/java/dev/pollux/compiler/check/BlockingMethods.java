package dev.pollux.compiler.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The table of methods that block, which is in {@code blocking-calls.txt}. */
final class BlockingMethods {

    /** The name of constructors in the table. */
    static final String CONSTRUCTOR = "new";

    private static final String FILE = "blocking-calls.txt";
    private static final int ANY = -1;
    private static final Map<String, List<Entry>> BY_NAME = read();

    /**
     * A method that blocks.
     *
     * @param type the qualified name of the type that has it, or that and the name of a static field
     * @param method its name
     * @param parameters how many it has, or any number
     * @param cure what to write instead
     */
    record Entry(String type, String method, int parameters, String cure) {

        boolean takes(int number) {
            return parameters == ANY || parameters == number;
        }
    }

    private BlockingMethods() {}

    static List<Entry> called(String name) {
        return BY_NAME.getOrDefault(name, List.of());
    }

    private static Map<String, List<Entry>> read() {
        Map<String, List<Entry>> byName = new HashMap<>();
        String cure = "";
        for (String line : lines()) {
            if (line.startsWith(">")) {
                cure = line.substring(1).strip();
            } else if (!line.isBlank() && !line.startsWith("#")) {
                List<String> words = List.of(line.strip().split("\\s+", -1));
                for (String method : words.subList(1, words.size())) {
                    Entry entry = entry(words.get(0), method, cure);
                    byName.computeIfAbsent(entry.method(), name -> new ArrayList<>())
                            .add(entry);
                }
            }
        }
        return byName;
    }

    private static Entry entry(String type, String method, String cure) {
        int slash = method.indexOf('/');
        String name = slash < 0 ? method : method.substring(0, slash);
        int parameters = slash < 0 ? ANY : Integer.parseInt(method.substring(slash + 1));
        return new Entry(type, name, parameters, cure.replace("{}", name));
    }

    private static List<String> lines() {
        try (InputStream file = Objects.requireNonNull(BlockingMethods.class.getResourceAsStream(FILE))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
