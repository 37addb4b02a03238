package dev.pollux.compiler.javac;

import dev.pollux.future.Future;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.annotation.processing.Processor;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * A compilation of a few sources in a directory, with the Pollux compiler as a user would have it, and a run of the result.
 *
 * <p>In this process by {@link #compile()}, or by the {@code javac} of the running JDK by {@link #fork()}.
 */
public final class Compilation {

    private static final String PATH_SEPARATOR = File.pathSeparator;

    private final Path sources;
    private final Path classes;
    private final List<Path> units = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final List<Processor> processors = new ArrayList<>();
    private String classPath = corePath();
    private @Nullable String processorPath = compilerPath();
    private @Nullable JavaFileManager fileManager;

    private Compilation(Path directory) {
        sources = directory.resolve("src");
        classes = directory.resolve("out");
    }

    /** Prepares a compilation in an empty directory. */
    public static Compilation in(Path directory) {
        return new Compilation(directory);
    }

    // ---------------------------------------------------------------- what is compiled, and how

    /** Adds a source file, named by its path below the source directory. */
    public Compilation source(String path, String text) {
        try {
            Path file = sources.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            units.add(file);
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Leaves a source file to be found by javac on its own. */
    Compilation implicitSource(String path, String text) {
        source(path, text);
        units.remove(units.size() - 1);
        return this;
    }

    /** Adds options of javac. */
    public Compilation options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    public Compilation classPath(String path) {
        classPath = path;
        return this;
    }

    /** Adds classes that were compiled before. */
    public Compilation alsoOnClassPath(Path directory) {
        classPath += PATH_SEPARATOR + directory;
        return this;
    }

    public Compilation noClassPath() {
        classPath = "";
        return this;
    }

    public Compilation processorPath(@Nullable String path) {
        processorPath = path;
        return this;
    }

    public Compilation processor(Processor processor) {
        processors.add(processor);
        return this;
    }

    public Compilation fileManager(JavaFileManager manager) {
        fileManager = manager;
        return this;
    }

    Path sources() {
        return sources;
    }

    /** The directory of the compiled classes. */
    public Path classes() {
        return classes;
    }

    // ---------------------------------------------------------------- compile

    /** Compiles in this process. */
    public Result compile() {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        StringWriter rest = new StringWriter();
        try (var standard = javac.getStandardFileManager(diagnostics, null, null)) {
            Files.createDirectories(classes);
            JavaFileManager manager = fileManager == null ? standard : fileManager;
            JavaCompiler.CompilationTask task = javac.getTask(
                    rest, manager, diagnostics, arguments(), null, standard.getJavaFileObjectsFromPaths(units));
            if (!processors.isEmpty()) {
                task.setProcessors(processors);
            }
            boolean ok = task.call();
            List<Report> reports =
                    diagnostics.getDiagnostics().stream().map(Report::of).toList();
            return new Result(ok, reports, rest.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Compiles with the {@code javac} command of the running JDK. The reports are in the output alone. */
    public Result fork() {
        try {
            Files.createDirectories(classes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        List<String> command = new ArrayList<>(List.of(tool("javac")));
        command.addAll(arguments());
        units.forEach(unit -> command.add(unit.toString()));
        Output output = Output.of(command, classes, Map.of()); // where a javac that crashes leaves a file
        return new Result(output.exit() == 0, List.of(), output.text());
    }

    private List<String> arguments() {
        List<String> all = new ArrayList<>(List.of("-d", classes.toString()));
        if (!classPath.isEmpty()) {
            all.addAll(List.of("-cp", classPath));
        }
        if (processorPath != null) {
            all.addAll(List.of("-processorpath", processorPath));
        }
        all.addAll(options);
        return all;
    }

    // ---------------------------------------------------------------- run

    /** Runs a compiled class with every class verified. */
    public Output run(String mainClass, String... optionsOfJava) {
        List<String> command = new ArrayList<>(List.of(tool("java"), "-Xverify:all"));
        command.addAll(List.of(optionsOfJava));
        command.addAll(List.of("-cp", classes + PATH_SEPARATOR + corePath(), mainClass));
        return Output.of(command);
    }

    // ---------------------------------------------------------------- the paths

    public static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** Where the classes of pollux-core are. */
    public static String corePath() {
        return locationOf(Future.class);
    }

    /** Where the modules are that a module needs to be compiled against pollux-core. */
    public static String coreModulePath() {
        return corePath() + PATH_SEPARATOR + jars("jspecify");
    }

    /** Where the classes of this module and of the libraries it carries are. */
    public static String compilerPath() {
        return locationOf(PolluxPlugin.class) + PATH_SEPARATOR + jars("asm");
    }

    /** The jars of the class path of the tests whose names start in some way. */
    public static String jars(String prefix) {
        return Arrays.stream(System.getProperty("java.class.path").split(PATH_SEPARATOR))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> Path.of(entry).getFileName().toString().startsWith(prefix))
                .collect(Collectors.joining(PATH_SEPARATOR));
    }

    private static String locationOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
