package dev.pollux.compiler.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes the text of a statement simpler: an expression whose kind can be seen gives way to a plain value of that kind. */
final class Simplifier {

    /** The beginnings of {@code ((int) (...))}, of {@code call_int(...)} and of the arguments that have a kind. */
    private static final Pattern KNOWN = Pattern.compile(
            "\\(\\(([A-Za-z.<>]+(?:\\[])?)\\) |(?:call|\\bthis\\.mem)(_[a-z_]+)\\(|\\.<([A-Za-z.<>]+(?:\\[])?)>of\\(");

    private Simplifier() {}

    /** Simpler texts, the simplest ones first. */
    static Stream<String> simpler(String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = KNOWN.matcher(text);
        int from = 0;
        while (matcher.find(from)) {
            replaced(text, matcher)
                    .filter(simpler -> simpler.length() < text.length())
                    .forEach(found::add);
            from = matcher.start() + 1; // groups nest
        }
        return found.stream();
    }

    private static Stream<String> replaced(String text, Matcher matcher) {
        boolean argument = matcher.group(3) != null;
        int open = argument || matcher.group(2) != null ? matcher.end() - 1 : matcher.start();
        int close = closing(text, open);
        if (close < 0) {
            return Stream.empty();
        }
        int start = argument ? matcher.end() : matcher.start();
        int end = argument ? close : close + 1;
        return Kind.ALL.stream()
                .filter(kind -> fits(kind, matcher))
                .limit(1)
                .map(kind -> text.substring(0, start) + "(" + kind.fromHash("5") + ")" + text.substring(end));
    }

    private static boolean fits(Kind kind, Matcher matcher) {
        return kind.java.equals(matcher.group(1))
                || kind.suffix().equals(matcher.group(2))
                || kind.boxed.equals(matcher.group(3));
    }

    /** The bracket that closes another; those in literals count, but generated literals have none. */
    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1; // the head of a statement may be one half of something
    }
}
