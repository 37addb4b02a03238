package dev.pollux.compiler.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are compiled in the ways in which people call javac, and then run. */
class WeavingBuildTest {

    @TempDir
    Path directory;

    private Compilation program() {
        return Compilation.in(directory)
                .source("app/Main.java", Programs.MAIN)
                .source("app/Later.java", Programs.LATER);
    }

    private static void assertRuns(Compilation compilation, Result result) {
        assertThat(result.text()).isEmpty();
        assertThat(result.success()).isTrue();
        assertThat(compilation.run("app.Main").text()).isEqualToIgnoringNewLines(Programs.PRINTED);
    }

    @Test
    void compile_inProcessWithEveryLint_weavesWithoutAWord() {
        Compilation compilation = program().options("-Xlint:all", "-Werror");

        assertRuns(compilation, compilation.compile());
    }

    @Test
    void compile_forkedWithEveryLint_weavesWithoutAWord() {
        Compilation compilation = program().options("-Xlint:all", "-Werror");

        assertRuns(compilation, compilation.fork());
    }

    @Test
    void compile_again_overwritesTheOldClasses() {
        Compilation compilation = program().options("-Xlint:all", "-Werror");
        compilation.compile();

        assertRuns(compilation, compilation.compile());
    }

    @Test
    void compile_withThePluginNamed_weavesOnce() {
        Compilation compilation = program().options("-Xplugin:Pollux");

        assertRuns(compilation, compilation.fork());
    }

    @Test
    void compile_allCompilePolicies_weave() {
        Compilation simple = program().options("-XDcompilePolicy=simple");
        assertRuns(simple, simple.compile());
        Compilation byFile = program().options("-XDcompilePolicy=byfile");
        assertRuns(byFile, byFile.compile());
    }

    @Test
    void compile_processorOnClassPathAlone_weavesWhereJavacLooksThere() {
        String both = Compilation.corePath() + File.pathSeparator + Compilation.compilerPath();
        Compilation compilation = program().processorPath(null).classPath(both);
        if (Runtime.version().feature() >= 23) {
            compilation.options("-proc:full");
        }

        Result result = compilation.fork();

        assertThat(result.success()).as(result.text()).isTrue();
        assertThat(compilation.run("app.Main").text()).isEqualToIgnoringNewLines(Programs.PRINTED);
    }

    @Test
    void compile_implicitSource_weavesItToo() {
        Compilation compilation = Compilation.in(directory)
                .source("app/Start.java", """
                        package app;
                        class Start { public static void main(String[] a) throws Exception { Main.main(a); } }
                        """)
                .implicitSource("app/Main.java", Programs.MAIN)
                .implicitSource("app/Later.java", Programs.LATER);
        compilation.options("-sourcepath", compilation.sources().toString(), "-implicit:class");

        Result result = compilation.compile();

        assertThat(result.success()).as(result.text()).isTrue();
        assertThat(compilation.run("app.Start").text()).isEqualToIgnoringNewLines(Programs.PRINTED);
    }

    @Test
    void compile_blocksInClassesOfEveryKind_weavesThem() {
        Compilation compilation = program()
                .source("app/package-info.java", "/** P. */ package app;")
                .source("app/Kinds.java", """
                        package app;

                        import static dev.pollux.future.Futures.async;

                        import dev.pollux.future.*;
                        import java.util.List;

                        class Kinds {
                            interface I { default Future<String> f() { return async(() -> new Later("i").await()); } }
                            enum E { ONE { Future<String> f() { return async(() -> new Later("e").await()); } };
                                abstract Future<String> f(); }
                            record R(String t) { Future<String> f() { return async(() -> new Later(t).await()); } }
                            @interface A { AsyncBlock<String> BLOCK = () -> new Later("a").await(); }
                            class Inner { class More {
                                Future<String> f() { return async(() -> new Later("m").await()); } } }
                            static <F extends Later & Future<String>> Future<String> bounded(F f) {
                                return async(() -> f.await());
                            }
                            static <T extends Future<String>, U extends T> Future<String> variable(U f) {
                                return async(() -> f.await());
                            }

                            public static void main(String[] arguments) throws Exception {
                                class Local implements Future<String> {
                                    final Later later = new Later("l");
                                    public Poll<String> poll(Context cx) { return later.poll(cx); }
                                }
                                var anonymous = new Object() {
                                    Future<String> f() { return async(() -> new Local().await()); }
                                };
                                for (Future<String> f : List.of(new I() {}.f(), E.ONE.f(), new R("r").f(),
                                        async(A.BLOCK), new Kinds().new Inner().new More().f(),
                                        bounded(new Later("b")), variable(new Later("v")), anonymous.f())) {
                                    boolean pending = !f.poll(Context.of(Waker.noop())).isReady();
                                    System.out.print(pending ? f.poll(Context.of(Waker.noop())).get() : "?");
                                }
                            }
                        }
                        """);

        Result result = compilation.compile();

        assertThat(result.success()).as(result.text()).isTrue();
        assertThat(compilation.run("app.Kinds").text()).isEqualTo("ierambvl");
    }

    @Test
    void compile_withoutBlocks_leavesClassesAsTheyAre() throws IOException {
        Compilation with = Compilation.in(directory.resolve("with")).source("app/Plain.java", Programs.PLAIN);
        Compilation without = Compilation.in(directory.resolve("without"))
                .source("app/Plain.java", Programs.PLAIN)
                .processorPath(null);

        with.compile();
        without.compile();

        assertThat(contents(with.classes())).isNotEmpty().isEqualTo(contents(without.classes()));
    }

    @Test
    void compile_twiceElsewhere_givesTheSameBytes() throws IOException {
        Compilation one = Compilation.in(directory.resolve("one"))
                .source("app/Main.java", Programs.MAIN)
                .source("app/Later.java", Programs.LATER);
        Compilation two = Compilation.in(directory.resolve("two"))
                .source("app/Later.java", Programs.LATER)
                .source("app/Main.java", Programs.MAIN);

        one.compile();
        two.compile();

        assertThat(contents(one.classes()))
                .containsKey("app/Main$async$0.class")
                .isEqualTo(contents(two.classes()));
    }

    @Test
    @Timeout(120)
    void compile_inTwoThreads_doNotMix() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CyclicBarrier together = new CyclicBarrier(2);
            Future<Result> first = threads.submit(build("first", together));
            Future<Result> second = threads.submit(build("second", together));

            assertThat(first.get().text()).isEmpty();
            assertThat(second.get().text()).isEmpty();
        } finally {
            threads.shutdownNow();
        }
        assertThat(contents(directory.resolve("first/out"))).isEqualTo(contents(directory.resolve("second/out")));
    }

    private Callable<Result> build(String name, CyclicBarrier together) {
        Compilation compilation = Compilation.in(directory.resolve(name))
                .source("app/Main.java", Programs.MAIN)
                .source("app/Later.java", Programs.LATER);
        return () -> {
            together.await();
            Result result = compilation.compile();
            assertThat(compilation.run("app.Main").text()).isEqualToIgnoringNewLines(Programs.PRINTED);
            return result;
        };
    }

    /** Each file with its bytes in hexadecimal, so that contents are equal when they look equal. */
    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
