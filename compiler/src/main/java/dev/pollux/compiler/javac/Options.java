package dev.pollux.compiler.javac;

import dev.pollux.compiler.check.Lints;
import dev.pollux.compiler.weave.WeaverOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the {@code -Apollux.…} options of the compiler ask for. */
final class Options {

    private static final String PREFIX = "pollux.";

    private static final String LINT = PREFIX + "lint";
    private static final String WEAVE = PREFIX + "weave";
    private static final String REPORT = PREFIX + "report";
    private static final String DEBUG = PREFIX + "debug";
    private static final String PREEMPT = PREFIX + "preempt";
    private static final String CODE_BUDGET = PREFIX + "budget.code";
    private static final String STATE_BUDGET = PREFIX + "budget.state";

    /** HotSpot compiles no method above 8,000 bytes; the warning comes while there is time to do something. */
    private static final int DEFAULT_CODE_BUDGET = 7_000;

    /** Stands for the values of an option that takes a number. */
    private static final Set<String> NUMBER = Set.of("a number above 0");

    /** All options there are, by name, with the values that each takes, or none if it takes any. */
    private static final Map<String, Set<String>> KNOWN = new TreeMap<>(Map.of(
            LINT, Set.of(),
            WEAVE, Set.of("now", "later"),
            REPORT, Set.of("sizes"),
            DEBUG, Set.of("vars"),
            PREEMPT, Set.of("loops"),
            CODE_BUDGET, NUMBER,
            STATE_BUDGET, NUMBER));

    private final Map<String, @Nullable String> given = new LinkedHashMap<>();

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
            } else if (!takes(values, String.valueOf(value))) {
                mistakes.add("-A" + name + "=" + value + " is not one of " + new TreeSet<>(values));
            }
        });
        lints().mistakes().forEach(mistake -> mistakes.add("-A" + LINT + ": " + mistake));
        return mistakes;
    }

    private static boolean takes(Set<String> values, String value) {
        return values == NUMBER ? value.matches("[1-9]\\d{0,8}") : values.isEmpty() || values.contains(value);
    }

    /** How bad each warning is. */
    Lints lints() {
        return new Lints(Objects.requireNonNullElse(given.get(LINT), ""));
    }

    /** Whether an agent or the weave command does it, so that this compilation only checks. */
    boolean weaveLater() {
        return "later".equals(given.get(WEAVE));
    }

    /** Whether each block is to be reported with its size. */
    boolean reportSizes() {
        return given.containsKey(REPORT);
    }

    /** What blocks are to look like. */
    WeaverOptions weaver() {
        return new WeaverOptions(given.containsKey(DEBUG), given.containsKey(PREEMPT));
    }

    /** The bytes of code above which a block is too large. */
    int codeBudget() {
        return number(CODE_BUDGET, DEFAULT_CODE_BUDGET);
    }

    /** The bytes of state above which a block is too large. */
    int stateBudget() {
        return number(STATE_BUDGET, Integer.MAX_VALUE);
    }

    /** A number, or the default where it is missing or a mistake, which is reported elsewhere. */
    private int number(String name, int otherwise) {
        String value = given.get(name);
        return value != null && takes(NUMBER, value) ? Integer.parseInt(value) : otherwise;
    }
}
