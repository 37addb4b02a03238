package dev.pollux.test;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells which behaviours of the reference systems tests show to hold here: it reads the annotations from the sources.
 *
 * <p>Needs the JDK alone, so that {@code java} runs this file as it is: see {@code ./pollux behaviours}.
 */
final class BehaviourReport {

    private static final String USAGE = """
            usage: ./pollux behaviours [LIST [WORD...]]

            Without a list it counts the behaviours of the reference systems that tests hold, by what their ids begin with.
            LIST is a file with a line for each behaviour: its id, the file and the test of the reference, with tabs between them,
            and a first line with the heads of the columns. Then it tells for each file how many are held, and which are missing.
            A WORD limits that to the files whose name has it. The exit status is 1 if an id is unknown, or is held and yet not applicable.
            """;

    private static final int COLUMNS = 3;

    private static final Pattern ANNOTATION = Pattern.compile("@Behaviour\\(\\s*(\\{[^}]*}|\"[^\"]*\")\\s*\\)");
    private static final Pattern ID = Pattern.compile("\"([^\"\\\\]+)\"");

    /** One line of the list: the behaviours of a file, by their ids. */
    private record Behaviour(String id, String file, String test) {}

    private final Map<String, Set<String>> holders = new TreeMap<>(); // id to the test classes that hold it
    private final Map<String, String> notApplicable;

    private BehaviourReport(Map<String, String> notApplicable) {
        this.notApplicable = notApplicable;
    }

    /**
     * Reports. Fails by its exit status if an id is unknown, or is held and yet not applicable.
     *
     * @param args the root of the sources, then perhaps the list of behaviours, then words of which a file's name must have one
     */
    public static void main(String[] args) {
        int status = run(Path.of(args[0]), List.of(args).subList(1, args.length), System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Does what the arguments ask for; returns the exit status. */
    static int run(Path root, List<String> arguments, PrintStream out, PrintStream err) {
        String list = arguments.isEmpty() ? "" : arguments.get(0);
        if (list.equals("--help") || list.equals("-h")) {
            out.print(USAGE);
            return 0;
        }
        if (list.startsWith("-")) {
            err.println("pollux: behaviours has no option " + list + "; see ./pollux behaviours --help");
            return 2;
        }
        try {
            BehaviourReport report = read(root);
            boolean sound = list.isEmpty()
                    ? report.count(out)
                    : report.compare(linesOf(Path.of(list)), arguments.subList(1, arguments.size()), out);
            return sound ? 0 : 1;
        } catch (IOException | InvalidPathException e) {
            err.println("pollux: " + e.getMessage());
            return 2;
        }
    }

    private static List<String> linesOf(Path list) throws IOException {
        if (!Files.isRegularFile(list)) {
            throw new IOException("there is no list " + list + "; see ./pollux behaviours --help");
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(list);
        } catch (CharacterCodingException e) {
            throw new IOException(list + " is not a text in UTF-8", e);
        }
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).split("\t", -1).length < COLUMNS) {
                throw new IOException(
                        list + ":" + (i + 1) + ": an id, a file and a test are expected, with tabs between them");
            }
        }
        if (lines.isEmpty()) {
            throw new IOException(list + " is empty");
        }
        return lines;
    }

    /** Reads the annotations below a root, and the file of those that do not apply. */
    static BehaviourReport read(Path root) throws IOException {
        BehaviourReport report = new BehaviourReport(reasons(root.resolve("docs/parity/not-applicable.tsv")));
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(BehaviourReport::isTestSource).toList()) {
                report.scan(file);
            }
        }
        return report;
    }

    private static boolean isTestSource(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.endsWith(".java")
                && path.contains("/src/")
                && !path.contains("/src/main/")
                && !path.contains("/target/");
    }

    private static Map<String, String> reasons(Path file) throws IOException {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] columns = line.split("\t", 2);
            if (columns.length < 2 || columns[1].isBlank()) {
                throw new IOException(file + ": an id, a tab and a reason are expected: " + line);
            }
            reasons.put(columns[0], columns[1]);
        }
        return reasons;
    }

    private void scan(Path file) throws IOException {
        String type = file.getFileName().toString().replace(".java", "");
        for (MatchResult annotation : matches(ANNOTATION, Files.readString(file, StandardCharsets.UTF_8))) {
            for (MatchResult id : matches(ID, annotation.group(1))) {
                holders.computeIfAbsent(id.group(1), key -> new TreeSet<>()).add(type);
            }
        }
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    // ---------------------------------------------------------------- without the list

    /** Counts the ids held, by what they begin with. */
    boolean count(PrintStream out) {
        Map<String, Integer> counts = new TreeMap<>();
        holders.keySet().forEach(id -> counts.merge(id.replaceFirst("-[^-]*$", ""), 1, Integer::sum));
        counts.forEach((prefix, count) -> out.printf("%5d  %s%n", count, prefix));
        out.printf("%5d  held in all, %d not applicable%n", holders.size(), notApplicable.size());
        return reportContradictions(out);
    }

    private boolean reportContradictions(PrintStream out) {
        List<String> both =
                holders.keySet().stream().filter(notApplicable::containsKey).toList();
        both.forEach(id -> out.println("held, but said not to be applicable: " + id + " in " + holders.get(id)));
        return both.isEmpty();
    }

    // ---------------------------------------------------------------- with the list

    /** Prints for each file of the list how many of its behaviours are held, and which are missing. */
    boolean compare(List<String> list, List<String> words, PrintStream out) {
        Map<String, List<Behaviour>> files = byFile(list);
        int held = 0;
        int portable = 0;
        for (Map.Entry<String, List<Behaviour>> file : files.entrySet()) {
            if (!words.isEmpty() && words.stream().noneMatch(file.getKey()::contains)) {
                continue;
            }
            List<Behaviour> applicable = file.getValue().stream()
                    .filter(behaviour -> !notApplicable.containsKey(behaviour.id))
                    .toList();
            List<Behaviour> missing = applicable.stream()
                    .filter(behaviour -> !holders.containsKey(behaviour.id))
                    .toList();
            print(file.getKey(), file.getValue().size(), applicable.size(), missing, !words.isEmpty(), out);
            portable += applicable.size();
            held += applicable.size() - missing.size();
        }
        out.printf(
                "in all: %d of %d applicable ones held (%.1f %%)%n",
                held, portable, 100.0 * held / Math.max(1, portable));
        boolean known = reportUnknown(files, out);
        return reportContradictions(out) && known;
    }

    private static Map<String, List<Behaviour>> byFile(List<String> list) {
        Map<String, List<Behaviour>> files = new TreeMap<>();
        for (String line : list.subList(1, list.size())) { // below the heads of the columns
            String[] columns = line.split("\t", -1);
            files.computeIfAbsent(columns[1], file -> new ArrayList<>())
                    .add(new Behaviour(columns[0], columns[1], columns[2]));
        }
        return files;
    }

    /** Files of which nothing is held are many, and shown only to those who ask for them. */
    private static void print(
            String file, int all, int applicable, List<Behaviour> missing, boolean asked, PrintStream out) {
        if (!asked && missing.size() == applicable) {
            return;
        }
        out.printf("%3d of %3d  %s", applicable - missing.size(), applicable, file);
        out.println(all == applicable ? "" : ", " + (all - applicable) + " not applicable");
        missing.forEach(behaviour -> out.println("            missing " + behaviour.id + " " + behaviour.test));
    }

    private boolean reportUnknown(Map<String, List<Behaviour>> files, PrintStream out) {
        Set<String> known = new TreeSet<>();
        files.values().forEach(behaviours -> behaviours.forEach(behaviour -> known.add(behaviour.id)));
        Map<String, Set<String>> unknown = new TreeMap<>(holders);
        unknown.keySet().removeAll(known);
        unknown.forEach((id, tests) -> out.println("unknown id: " + id + " in " + tests));
        return unknown.isEmpty();
    }
}
