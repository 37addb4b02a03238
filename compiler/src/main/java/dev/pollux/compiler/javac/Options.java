package dev.pollux.compiler.javac;

import dev.pollux.compiler.check.Lints;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the {@code -Apollux.…} options of the compiler ask for. */
final class Options {

    private static final String PREFIX = "pollux.";

    private static final String LINT = PREFIX + "lint";

    /** All options there are, by name, with the values that each takes, or none if it takes any. */
    private static final Map<String, Set<String>> KNOWN = new TreeMap<>(Map.of(LINT, Set.of()));

    private final Map<String, String> given = new LinkedHashMap<>();

    /** Takes the options of an annotation processor; those of other processors are none of ours. */
    Options(Map<String, String> all) {
        all.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                given.put(name, value);
            }
        });
    }

    static Set<String> names() {
        return KNOWN.keySet();
    }

    /** Says what is wrong with the options, in no words if nothing is. */
    Set<String> mistakes() {
        Set<String> mistakes = new TreeSet<>();
        given.forEach((name, value) -> {
            Set<String> values = KNOWN.get(name);
            if (values == null) {
                mistakes.add("there is no option -A" + name + "; there are " + KNOWN.keySet());
            } else if (!values.isEmpty() && !values.contains(String.valueOf(value))) {
                mistakes.add("-A" + name + "=" + value + " is not one of " + values);
            }
        });
        lints().mistakes().forEach(mistake -> mistakes.add("-A" + LINT + ": " + mistake));
        return mistakes;
    }

    /** How bad each warning is. */
    Lints lints() {
        return new Lints(Objects.requireNonNullElse(given.get(LINT), ""));
    }
}
