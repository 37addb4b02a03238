package dev.pollux.compiler.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** The corpus of cases, compiled by Eclipse's compiler. */
public final class EclipseCases {

    private static final Path CASES = Path.of("src/test/cases");

    /** {@code new Box(k, switch (k) { … try … })}: what Eclipse makes of it the JVM does not verify, woven or not. */
    private static final String BEYOND_ECLIPSE = "case054_uninitialisedInLocals";

    private EclipseCases() {}

    /** Compiles the cases that Eclipse's compiler can compile, by way of a directory for a copy of their sources. */
    public static CaseClasses compile(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(CASES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = directory.resolve(CASES.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, without(BEYOND_ECLIPSE, Files.readString(file)));
            }
        }
        return CaseClasses.compile(new EclipseCompiler(), List.of(), directory);
    }

    /** Cuts a method out, up to the next one. */
    private static String without(String method, String source) {
        String head = "    static Future<?> ";
        int from = source.indexOf(head + method);
        return from < 0 ? source : source.substring(0, from) + source.substring(source.indexOf(head, from + 1));
    }
}
