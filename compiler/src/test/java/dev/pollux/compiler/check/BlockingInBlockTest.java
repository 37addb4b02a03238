package dev.pollux.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Compilation;
import dev.pollux.compiler.javac.Result;
import dev.pollux.compiler.kit.Case;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockingInBlockTest {

    private static final String STORE = """
            class Store {
                static String load() throws java.io.IOException { return read(); }
                static String read() throws java.io.IOException {
                    return java.nio.file.Files.readString(java.nio.file.Path.of("a"));
                }
            }
            """;
    private static final String USER = """
            class User {
                dev.pollux.future.Future<String> test() {
                    return dev.pollux.future.Futures.async(() -> Store.load());
                }
            }
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Thread.sleep(1)                                  | Thread.sleep(...)                  | sleep(duration).await()
            new CompletableFuture<String>().join()           | CompletableFuture.join()           | fromStage(stage).await()
            new ProcessBuilder().start().waitFor()           | Process.waitFor()                  | fromStage(process.onExit())
            new ReentrantLock().lock()                       | Lock.lock()                        | between lock and unlock
            new LinkedBlockingQueue<String>().take()         | BlockingQueue.take()               | spawnBlocking(() -> { ... }).await()
            Pollux.run(future)                               | Pollux.run(...)                    | future.await()
            Files.readString(Path.of("a"))                   | Files.readString(...)              | AsyncFiles.readString(...).await(), of dev.pollux.fs
            Files.deleteIfExists(Path.of("a"))               | Files.deleteIfExists(...)          | AsyncFiles.deleteIfExists(...).await()
            Files.readAllBytes(Path.of("a"))                 | Files.readAllBytes(...)            | AsyncFiles.read(path).await()
            Files.list(Path.of("a"))                         | Files.list(...)                    | AsyncFiles.list(...), of dev.pollux.fs, and await
            Files.newBufferedReader(Path.of("a"))            | Files.newBufferedReader(...)       | an AsyncFile of dev.pollux.fs
            Files.readAllLines(Path.of("a"))                 | Files.readAllLines(...)            | spawnBlocking(() -> { ... }).await()
            new FileInputStream("a")                         | new FileInputStream(...)           | spawnBlocking(() -> { ... }).await()
            System.in.read()                                 | System.in.read()                   | spawnBlocking(() -> { ... }).await()
            marked()                                         | marked(), marked @Blocking,        | spawnBlocking(() -> { ... }).await()
            """)
    @Case(refused = 14)
    void call_thatBlocks_namesItAndTheReplacement(String call, String name, String cure) {
        Result result = FacadeStub.addTo(Compilation.in(directory))
                .source("Test.java", """
                        import dev.pollux.*;
                        import dev.pollux.future.*;
                        import dev.pollux.future.Future;
                        import java.io.*;
                        import java.nio.file.*;
                        import java.util.concurrent.*;
                        import java.util.concurrent.locks.*;
                        class Test {
                            @Blocking static void marked() { }
                            Future<Void> test(Future<String> future) {
                                return Futures.async(() -> { %s; });
                            }
                        }
                        """.formatted(call))
                .compile();

        assertThat(result.success()).as(result.text()).isTrue();
        assertThat(result.only("PX0010").message())
                .contains("[PX0010 blocking-call] " + name + " blocks the thread of this async block", cure);
    }

    @Test
    void call_ofAMethodThatBlocks_showsTheShortestWay() {
        Result result = MarkedSource.verify(directory, """
                void load() throws Exception { detour(); read(); }
                void detour() throws Exception { read(); }
                void read() throws Exception { Thread.sleep(1); }
                Future<Void> test() { return async(() -> { /*PX0010*/load(); }); }
                """);

        assertThat(result.only("PX0010").message())
                .contains("load() calls read(), which calls Thread.sleep(...), which blocks the thread");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void call_ofAnotherClass_isFoundWhicheverJavacCompilesFirst(boolean storeFirst) {
        Compilation compilation = Compilation.in(directory);
        Result result = (storeFirst
                        ? compilation.source("Store.java", STORE).source("User.java", USER)
                        : compilation.source("User.java", USER).source("Store.java", STORE))
                .compile();

        assertThat(result.only("PX0010").message()).contains("load() calls read(), which calls Files.readString(...)");
        assertThat(result.success()).isTrue();
    }

    @Test
    void call_ofAClassCompiledBefore_isFoundByItsMarkAlone() {
        Compilation library = Compilation.in(directory.resolve("library")).source("Library.java", """
                        public class Library {
                            @dev.pollux.future.Blocking public static void marked() { }
                            public static void plain() throws Exception { Thread.sleep(1); }
                        }
                        """);
        assertThat(library.compile().success()).isTrue();

        Result result = Compilation.in(directory.resolve("program"))
                .alsoOnClassPath(library.classes())
                .source("Test.java", """
                        class Test {
                            dev.pollux.future.Future<Void> test() {
                                return dev.pollux.future.Futures.async(() -> {
                                    Library.marked();
                                    Library.plain();
                                });
                            }
                        }
                        """)
                .compile();

        assertThat(result.only("PX0010").line()).isEqualTo(4);
    }

    @Test
    void warning_switchedOff_isNotReported() {
        Result result = Compilation.in(directory)
                .source("Store.java", STORE)
                .source("User.java", USER)
                .options("-Apollux.lint=blocking-call:off", "-Xlint:all", "-Werror")
                .compile();

        assertThat(result.text()).isEmpty();
    }
}
