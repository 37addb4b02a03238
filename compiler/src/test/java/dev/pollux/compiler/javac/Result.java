package dev.pollux.compiler.javac;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How a compilation ended.
 *
 * @param success whether javac was content
 * @param reports the messages that javac gave to a listener
 * @param output what javac printed
 */
public record Result(boolean success, List<Report> reports, String output) {

    /** Everything that was said, in one text. */
    public String text() {
        return reports.stream().map(Report::toString).collect(Collectors.joining("\n")) + output;
    }

    /** The codes of Pollux in the order of the reports. */
    public List<String> codes() {
        return reports.stream()
                .map(Report::code)
                .filter(code -> !code.isEmpty())
                .toList();
    }

    /** The report with a code; there must be exactly one. */
    public Report only(String code) {
        List<Report> found =
                reports.stream().filter(report -> report.code().equals(code)).toList();
        if (found.size() != 1) {
            throw new AssertionError("expected one " + code + " in: " + text());
        }
        return found.get(0);
    }
}
