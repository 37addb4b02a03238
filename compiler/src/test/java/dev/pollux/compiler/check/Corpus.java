package dev.pollux.compiler.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The programs of one file of the corpus, whose {@code README} tells the format.
 *
 * @param head the lines above the first program
 * @param programs in the order of the file
 */
record Corpus(List<String> head, List<CorpusProgram> programs) {

    private static final Pattern HEADER =
            Pattern.compile("=== (?<kind>wrong|right)(?: \\((?<options>[^)]+)\\))?: (?<name>.+)");

    static Corpus of(List<String> lines) {
        List<String> head = new ArrayList<>();
        List<CorpusProgram> programs = new ArrayList<>();
        List<String> current = head;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith("===")) {
                current.add(lines.get(i));
                continue;
            }
            CorpusProgram begun = begin(lines.get(i), i + 1);
            programs.add(begun);
            current = begun.members();
        }
        return new Corpus(head, programs);
    }

    private static CorpusProgram begin(String line, int number) {
        Matcher header = HEADER.matcher(line);
        if (!header.matches()) {
            throw new IllegalArgumentException("line " + number + " is no header of a program: " + line);
        }
        String options = header.group("options");
        return new CorpusProgram(
                header.group("name"),
                header.group("kind").equals("wrong"),
                options == null ? List.of() : List.of(options.split(" ")),
                number,
                new ArrayList<>());
    }

    List<CorpusProgram> programs(boolean wrong) {
        return programs.stream().filter(program -> program.wrong() == wrong).toList();
    }

    /** A compilation unit with a class for each of some programs, at the lines where they stand in the file. */
    String source(String imports, List<CorpusProgram> chosen) {
        List<String> lines = new ArrayList<>(head);
        String end = "";
        for (CorpusProgram program : chosen) {
            while (lines.size() < program.line() - 1) {
                lines.add("");
            }
            lines.add(end + "class Program" + program.line() + " {");
            lines.addAll(program.members());
            end = "} ";
        }
        lines.add(end);
        return imports.replace('\n', ' ') + String.join("\n", lines) + "\n";
    }
}
