package dev.pollux.compiler.check;

import dev.pollux.compiler.javac.Report;
import dev.pollux.compiler.javac.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expected codes at the ends of source lines, as in {@code send(); // PX0001}, and what the compiler found, in the same form. */
final class LineMarks {

    private static final Pattern MARK = Pattern.compile("// PX\\d{4}(?: PX\\d{4})*$");
    private static final Pattern CODE = Pattern.compile("PX\\d{4}");

    private LineMarks() {}

    /** Reads what is expected: line and code, once for each code of a line. */
    static List<String> expectedIn(String source) {
        List<String> lines = source.lines().toList();
        List<String> marks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = (i + 1) + " ";
            Matcher mark = MARK.matcher(lines.get(i));
            if (mark.find()) {
                CODE.matcher(mark.group()).results().forEach(code -> marks.add(line + code.group()));
            }
        }
        return marks;
    }

    static List<String> foundIn(Result result) {
        return result.reports().stream()
                .filter(report -> !report.code().isEmpty())
                .sorted(Comparator.comparing(Report::line).thenComparing(Report::code))
                .map(report -> report.line() + " " + report.code())
                .toList();
    }
}
