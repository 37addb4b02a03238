package dev.pollux.compiler.binary;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command {@code java -jar pollux-compiler.jar weave}. */
public final class Main {

    private static final String USAGE = """
            usage: java -jar pollux-compiler.jar weave DIRECTORY|JAR... [--classpath PATH]

            Weaves the async blocks of compiled classes, in place. Classes that are woven already stay as they are.
            PATH is what the classes were compiled against: it tells which types are futures.
            Exit status: 0 if every await is woven, 1 if not (then nothing is changed), 2 if the command is wrong.""";

    private final PrintStream out;
    private final PrintStream errors;

    private Main(PrintStream out, PrintStream errors) {
        this.out = out;
        this.errors = errors;
    }

    /**
     * Runs the command and ends the JVM.
     *
     * @param arguments those of the command line
     */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    /** Runs the command and returns its exit status. */
    static int run(PrintStream out, PrintStream errors, String... words) {
        if (Arrays.asList(words).contains("--help")) {
            out.println(USAGE);
            return 0;
        }
        Arguments arguments;
        try {
            arguments = Arguments.parse(words);
        } catch (IllegalArgumentException wrong) {
            errors.println("pollux: " + wrong.getMessage() + "\n\n" + USAGE);
            return 2;
        }
        try {
            return new Main(out, errors).weave(arguments);
        } catch (IOException failed) {
            errors.println("pollux: " + failed.getMessage());
            return 1;
        }
    }

    /** All targets, or none if an await of one of them cannot be woven. */
    private int weave(Arguments arguments) throws IOException {
        List<Weaving> weavings = new ArrayList<>();
        try (ClassPath classPath = new ClassPath(arguments.everywhere())) {
            for (Path target : arguments.targets()) {
                weavings.add(Weaving.of(target, new BinaryWeaver(classPath)));
            }
        }
        List<String> problems = weavings.stream()
                .flatMap(weaving -> weaving.problems().stream())
                .toList();
        if (!problems.isEmpty()) {
            problems.forEach(errors::println);
            errors.println("pollux: nothing was changed");
            return 1;
        }
        for (Weaving weaving : weavings) {
            weaving.write();
            out.println(weaving.summary());
        }
        return 0;
    }
}
