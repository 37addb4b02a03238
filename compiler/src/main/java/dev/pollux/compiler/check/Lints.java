package dev.pollux.compiler.check;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.tools.Diagnostic.Kind;

/**
 * How bad each warning is in one compilation, as {@code -Apollux.lint=blocking-call:error,unused-future:off} asks for.
 *
 * <p>Entries are read from left to right, and a later one wins. Errors stay errors: what they forbid cannot be compiled.
 */
public final class Lints {

    private static final String ALL = "all";

    /** What an entry of the option can ask for. */
    private enum Level {
        OFF,
        WARNING,
        ERROR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Code, Level> levels = new EnumMap<>(Code.class);
    private final Set<String> mistakes = new TreeSet<>();

    /** Leaves every code at the kind that it has. */
    public Lints() {
        this("");
    }

    /**
     * Reads the value of the option.
     *
     * @param entries names or codes, each with a level, separated by commas; what cannot be read is one of the
     *     {@link #mistakes}
     */
    public Lints(String entries) {
        for (String entry : entries.split(",", -1)) {
            if (!entry.isBlank()) {
                read(entry.strip());
            }
        }
    }

    private void read(String entry) {
        int colon = entry.indexOf(':');
        String name = colon < 0 ? entry : entry.substring(0, colon);
        Optional<Level> level = levelCalled(colon < 0 ? "" : entry.substring(colon + 1));
        if (level.isEmpty()) {
            mistakes.add("\"" + entry + "\" is not of the form name:level; levels are " + List.of(Level.values()));
        } else if (name.equals(ALL)) {
            warnings().forEach(code -> levels.put(code, level.get()));
        } else {
            codeCalled(name).ifPresentOrElse(code -> set(code, level.get()), () -> mistakes.add(unknown(name)));
        }
    }

    private void set(Code code, Level level) {
        if (code.kind() == Kind.ERROR && level != Level.ERROR) {
            mistakes.add(code.title() + " is an error, and cannot be set to " + level);
        }
        levels.put(code, level);
    }

    private static Optional<Level> levelCalled(String name) {
        return Arrays.stream(Level.values())
                .filter(level -> level.toString().equals(name))
                .findFirst();
    }

    private static Optional<Code> codeCalled(String name) {
        return Arrays.stream(Code.values())
                .filter(code -> code.title().equals(name) || code.name().equals(name))
                .findFirst();
    }

    private static String unknown(String name) {
        return "there is no \"" + name + "\"; there are " + ALL + ", "
                + warnings().stream().map(Code::title).collect(Collectors.joining(", "));
    }

    private static List<Code> warnings() {
        return Arrays.stream(Code.values())
                .filter(code -> code.kind() == Kind.WARNING)
                .toList();
    }

    /**
     * Says what is wrong with the option.
     *
     * @return a sentence for each mistake
     */
    public Set<String> mistakes() {
        return Set.copyOf(mistakes);
    }

    /** How a code is to be reported; empty if not at all. */
    Optional<Kind> kindOf(Code code) {
        Level level = levels.get(code);
        if (level == null || code.kind() == Kind.ERROR) {
            return Optional.of(code.kind());
        }
        return switch (level) {
            case OFF -> Optional.empty();
            case WARNING -> Optional.of(Kind.WARNING);
            case ERROR -> Optional.of(Kind.ERROR);
        };
    }
}
