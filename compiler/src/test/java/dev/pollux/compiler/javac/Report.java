package dev.pollux.compiler.javac;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * A message of javac.
 *
 * @param kind how bad it is
 * @param code the code of Pollux, or the empty string for a message of javac's own
 * @param line the source line, from 1
 * @param column the column, from 1
 * @param message the whole text
 */
public record Report(Diagnostic.Kind kind, String code, long line, long column, String message) {

    private static final Pattern CODE = Pattern.compile("\\[(PX\\d{4}) [a-z-]+\\]");

    static Report of(Diagnostic<? extends JavaFileObject> diagnostic) {
        String text = diagnostic.getMessage(Locale.ROOT);
        Matcher code = CODE.matcher(text);
        return new Report(
                diagnostic.getKind(),
                code.find() ? code.group(1) : "",
                diagnostic.getLineNumber(),
                diagnostic.getColumnNumber(),
                text);
    }
}
