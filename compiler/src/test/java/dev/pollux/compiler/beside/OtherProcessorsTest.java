package dev.pollux.compiler.beside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Compilation;
import dev.pollux.compiler.javac.Programs;
import dev.pollux.compiler.javac.Result;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other annotation processors and plugins in the same compilation, listed before us and behind us. */
class OtherProcessorsTest {

    /** The insides of javac that Error Prone works with. */
    private static final List<String> ERROR_PRONE_NEEDS =
            List.of("api", "code", "comp", "file", "main", "model", "parser", "processing", "tree", "util");

    private static final String LOMBOK = """
            package app;

            import static dev.pollux.future.Futures.async;

            import dev.pollux.future.*;
            import lombok.SneakyThrows;
            import lombok.Value;
            import lombok.val;

            class WithLombok {
                @Value static class Name { String first; String last; }

                @SneakyThrows static String risky(String text) {
                    if (text.isEmpty()) throw new java.io.IOException("empty");
                    return text;
                }

                static Future<String> full() {
                    return async(() -> {
                        val first = new Later("Ada").await();
                        val name = new Name(first, new Later(risky("Lovelace")).await());
                        return name.getFirst() + " " + name.getLast();
                    });
                }

                public static void main(String[] arguments) throws Exception {
                    Future<String> future = full();
                    Poll<String> poll = future.poll(Context.of(Waker.noop()));
                    while (!poll.isReady()) poll = future.poll(Context.of(Waker.noop()));
                    System.out.println(poll.get());
                }
            }
            """;

    private static final String MAPSTRUCT = """
            package app;

            import static dev.pollux.future.Futures.async;

            import dev.pollux.future.*;
            import org.mapstruct.Mapper;

            @Mapper
            public interface WithMapStruct {
                record Celsius(String degrees) {}
                record Reading(int degrees) {}

                Reading toReading(Celsius celsius);

                default Future<Reading> read() {
                    return async(() -> toReading(new Celsius(new Later("21").await())));
                }

                static void main(String[] arguments) throws Exception {
                    Future<Reading> future = new WithMapStructImpl().read();
                    future.poll(Context.of(Waker.noop()));
                    System.out.println(future.poll(Context.of(Waker.noop())).get());
                }
            }
            """;

    @TempDir
    Path directory;

    private static String lombok() {
        return beside("lombok");
    }

    private static String mapStruct() {
        return beside("mapstruct");
    }

    /** The build has put these there. */
    private static String beside(String name) {
        try (Stream<Path> files = Files.list(Path.of("target/beside"))) {
            return files.map(file -> file.toAbsolutePath().toString())
                    .filter(file -> file.contains(File.separator + name))
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Error Prone and all that it needs: what is on our own class path. */
    private static String errorProne() {
        return Compilation.jars("");
    }

    private static String path(boolean first, String others) {
        String ours = Compilation.compilerPath();
        return first ? ours + File.pathSeparator + others : others + File.pathSeparator + ours;
    }

    private Compilation sources(String name, String processorPath, String... more) {
        Compilation compilation = Compilation.in(directory.resolve(name))
                .source("app/Main.java", Programs.MAIN)
                .source("app/Later.java", Programs.LATER)
                .classPath(String.join(File.pathSeparator, Compilation.corePath(), lombok(), mapStruct()))
                .processorPath(processorPath);
        for (int i = 0; i < more.length; i += 2) {
            compilation.source(more[i], more[i + 1]);
        }
        return compilation;
    }

    private static void assertCompiles(Compilation compilation) {
        Result result = compilation.fork();
        assertThat(result.success()).as(result.text()).isTrue();
        assertThat(compilation.run("app.Main").text()).isEqualToIgnoringNewLines(Programs.PRINTED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void case168_lombok_inBlocks(boolean polluxFirst) {
        Compilation compilation = sources("lombok", path(polluxFirst, lombok()), "app/WithLombok.java", LOMBOK);

        assertCompiles(compilation);
        assertThat(compilation.run("app.WithLombok").text()).isEqualToIgnoringNewLines("Ada Lovelace");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void case168_mapStruct_usedByBlocks(boolean polluxFirst) {
        Compilation compilation =
                sources("mapstruct", path(polluxFirst, mapStruct()), "app/WithMapStruct.java", MAPSTRUCT);

        assertCompiles(compilation);
        assertThat(compilation.run("app.WithMapStruct").text()).isEqualToIgnoringNewLines("Reading[degrees=21]");
    }

    @Test
    void case168_errorProne_findsItsBugsAndWeWeave() {
        Compilation right = withErrorProne(sources("right", path(true, errorProne())));
        assertCompiles(right);

        Result wrong = withErrorProne(sources("wrong", path(false, errorProne()), "app/Wrong.java", """
                        package app;

                        import static dev.pollux.future.Futures.async;

                        class Wrong {
                            void bug() { new Exception("not thrown"); }
                            void floor() { async(() -> new Later("").await()); }
                        }
                        """))
                .options("-Werror")
                .fork();
        assertThat(wrong.success()).isFalse();
        assertThat(wrong.text()).contains("[DeadException]", "[PX0001 unused-future]");
    }

    private static Compilation withErrorProne(Compilation compilation) {
        for (String insides : ERROR_PRONE_NEEDS) {
            compilation.options("-J--add-opens=jdk.compiler/com.sun.tools.javac." + insides + "=ALL-UNNAMED");
        }
        return compilation.options(
                "-XDcompilePolicy=simple",
                "--should-stop=ifError=FLOW",
                "-XDaddTypeAnnotationsToSymbol=true",
                "-Xplugin:ErrorProne");
    }

    @Test
    void everythingAtOnce_inAnyOrder_givesTheBytesThatPolluxAloneGives() throws IOException {
        Compilation alone = sources("alone", Compilation.compilerPath());
        assertCompiles(alone);
        List<Compilation> together = new ArrayList<>();
        for (boolean first : new boolean[] {true, false}) {
            String others = String.join(File.pathSeparator, errorProne(), lombok(), mapStruct());
            together.add(withErrorProne(sources(
                    "first-" + first,
                    path(first, others),
                    "app/WithLombok.java",
                    LOMBOK,
                    "app/WithMapStruct.java",
                    MAPSTRUCT)));
        }

        for (Compilation compilation : together) {
            assertCompiles(compilation);
            for (String woven : List.of("app/Main.class", "app/Main$async$0.class")) {
                assertThat(compilation.classes().resolve(woven))
                        .hasBinaryContent(Files.readAllBytes(alone.classes().resolve(woven)));
            }
        }
    }
}
