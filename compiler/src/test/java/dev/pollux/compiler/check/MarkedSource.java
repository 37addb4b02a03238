package dev.pollux.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Compilation;
import dev.pollux.compiler.javac.Report;
import dev.pollux.compiler.javac.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A source in which a comment, as in {@code f/}{@code *PX0002*}{@code /.await()}, stands right before each expected message. */
final class MarkedSource {

    private static final Pattern MARK = Pattern.compile("/\\*(PX\\d{4})\\*/");
    private static final String HEADER = """
            import static dev.pollux.future.Futures.async;
            import dev.pollux.future.*;
            import dev.pollux.future.Future;
            import java.io.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.function.*;
            """;

    private record Spot(String code, long line, long column) {}

    private MarkedSource() {}

    /** Compiles members of a class {@code Test} and compares all messages of Pollux with the marks. */
    static Result verify(Path directory, String members) {
        return verifyUnit(directory, HEADER + "class Test {\n" + members + "\n}\n");
    }

    /** Compiles whole classes and compares all messages of Pollux with the marks. */
    static Result verifyUnit(Path directory, String source) {
        Result result = FacadeStub.addTo(Compilation.in(directory))
                .source("Test.java", source)
                .options("-Xlint:all,-processing,-serial,-try")
                .compile();
        List<Spot> found = result.reports().stream()
                .map(MarkedSource::spot)
                .sorted(Comparator.comparing(Spot::line).thenComparing(Spot::column))
                .toList();
        assertThat(found).as(result.text()).isEqualTo(expected(source));
        return result;
    }

    /** Makes a method of each text: the statements of a block, which may use the parameters. */
    static String blocks(String result, String parameters, String... statements) {
        StringBuilder methods = new StringBuilder();
        for (String each : statements) {
            methods.append("Future<%s> test%d(%s) { return async(() -> {%n"
                            .formatted(result, methods.length(), parameters))
                    .append(each)
                    .append("}); }\n");
        }
        return methods.toString();
    }

    private static Spot spot(Report report) {
        return new Spot(report.code(), report.line(), report.column());
    }

    private static List<Spot> expected(String source) {
        List<Spot> spots = new ArrayList<>();
        List<String> lines = source.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            long line = i + 1L;
            for (MatchResult mark : MARK.matcher(lines.get(i)).results().toList()) {
                spots.add(new Spot(mark.group(1), line, mark.end() + 1));
            }
        }
        return spots;
    }
}
