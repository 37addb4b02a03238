package dev.pollux.compiler.javac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.kit.Case;
import java.io.File;
import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.util.Elements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the plugin and the processor find each other and the compiler, and what happens when one is missing or fails. */
class HookTest {

    @TempDir
    Path directory;

    private Compilation program() {
        return Compilation.in(directory)
                .source("app/Main.java", Programs.MAIN)
                .source("app/Later.java", Programs.LATER);
    }

    @Test
    void compile_processorApartAndHidden_meetsThePlugin() throws Exception {
        Compilation compilation = program().processor(HiddenEnvironment.wrapping(HiddenEnvironment.processor()));

        Result result = compilation.compile();

        assertThat(result.text()).isEmpty();
        assertThat(compilation.run("app.Main").text()).isEqualToIgnoringNewLines(Programs.PRINTED);
    }

    @Test
    void compile_processorApart_meetsThePlugin() throws Exception {
        Compilation compilation = program().processor(HiddenEnvironment.processor());

        Result result = compilation.compile();

        assertThat(result.text()).isEmpty();
        assertThat(compilation.run("app.Main").text()).isEqualToIgnoringNewLines(Programs.PRINTED);
    }

    @Test
    void compile_processorWithoutPlugin_findsTheCompilerItself() throws IOException {
        Compilation compilation = program()
                .options("-processor", PolluxProcessor.class.getName(), "-Xlint:all", "-Werror")
                .processorPath(withoutPlugin());

        Result result = compilation.fork();

        assertThat(result.text()).isEmpty();
        assertThat(compilation.run("app.Main").text()).isEqualToIgnoringNewLines(Programs.PRINTED);
    }

    /** A copy of the compiler that lacks the service file of the plugin. */
    private String withoutPlugin() throws IOException {
        String path = Compilation.compilerPath();
        Path classes = Path.of(path.substring(0, path.indexOf(File.pathSeparatorChar)));
        Path copy = directory.resolve("processor-only");
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(file -> Files.isRegularFile(file)
                            && !file.endsWith("com.sun.source.util.Plugin")
                            && !file.endsWith("javax.annotation.processing.Processor"))
                    .toList()) {
                Path to = copy.resolve(classes.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        return copy + path.substring(path.indexOf(File.pathSeparatorChar));
    }

    @Test
    @Case(refused = 15)
    void init_inAnotherCompiler_isAnErrorWithTheCure() {
        List<String> messages = new ArrayList<>();
        Messager messager = fake(Messager.class, "printMessage", arguments -> messages.add(arguments[1].toString()));
        ProcessingEnvironment other = fake(ProcessingEnvironment.class, "getMessager", arguments -> messager);

        new PolluxProcessor().init(other);

        assertThat(messages).singleElement().asString().contains("[PX0007 not-woven]", "compile with javac");
    }

    @Test
    void compile_filerThatBreaks_isReportedAsOurErrorWithItsStack() {
        Filer broken = fake(Filer.class, "getResource", arguments -> {
            throw new AssertionError("a broken filer");
        });

        Result result = program()
                .processor(HiddenEnvironment.wrapping(new PolluxProcessor(), filer -> broken))
                .compile();

        assertThat(result.success()).isFalse();
        assertThat(result.text())
                .contains("internal error in the Pollux compiler", "app.Main", "a broken filer", "\tat dev.pollux.");
    }

    @Test
    void compile_missingSupertype_isLeftToJavac() throws Exception {
        Compilation library = Compilation.in(directory.resolve("library"))
                .source("lib/Base.java", "package lib; public class Base {}")
                .source("lib/Type.java", "package lib; public class Type extends Base {}")
                .source(
                        "lib/Maker.java",
                        "package lib; public class Maker { public static Type make() { return null; } }");
        library.compile();
        Files.delete(library.classes().resolve("lib/Base.class"));
        String source = "class User { void use() { lib.Maker.make(); } }";
        String path = Compilation.corePath() + File.pathSeparator + library.classes();

        Result plain = Compilation.in(directory.resolve("plain"))
                .source("User.java", source)
                .classPath(path)
                .processorPath(null)
                .compile();
        Result checked = Compilation.in(directory.resolve("checked"))
                .source("User.java", source)
                .classPath(path)
                .compile();

        assertThat(checked.text()).isEqualTo(plain.text());
    }

    // ---------------------------------------------------------------- the thread

    @Test
    void compile_ofEveryOutcome_leavesTheThreadAsItWas() {
        UncaughtExceptionHandler mine = (thread, failure) -> {};
        Thread thread = Thread.currentThread();
        UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
        thread.setUncaughtExceptionHandler(mine);
        try {
            program().compile();
            assertThat(thread.getUncaughtExceptionHandler()).isSameAs(mine);
            program().options("-proc:none").compile();
            assertThat(thread.getUncaughtExceptionHandler()).isSameAs(mine);
            Compilation.in(directory).source("Broken.java", "class {").compile();
            assertThat(thread.getUncaughtExceptionHandler()).isSameAs(mine);
        } finally {
            thread.setUncaughtExceptionHandler(before == thread.getThreadGroup() ? null : before);
        }
    }

    @Test
    void meet_nested_findsItsOwn() {
        List<String> met = new ArrayList<>();
        ProcessingEnvironment outer = environment();
        ProcessingEnvironment inner = environment();
        Rendezvous first = Rendezvous.open(outer.getElementUtils(), environment -> met.add("outer"));
        Rendezvous second = Rendezvous.open(inner.getElementUtils(), environment -> met.add("inner"));

        assertThat(Rendezvous.meet(outer)).isTrue();
        assertThat(Rendezvous.meet(inner)).isTrue();
        assertThat(Rendezvous.meet(outer)).isFalse();
        assertThat(Rendezvous.meet(environment())).isFalse();
        first.close();
        second.close();

        assertThat(met).containsExactly("outer", "inner");
        assertThat(Rendezvous.meet(inner)).isFalse();
    }

    @Test
    void open_onClosedOnes_doesNotKeepThem() {
        Thread thread = Thread.currentThread();
        UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
        Rendezvous first = Rendezvous.open(environment().getElementUtils(), environment -> {});
        Rendezvous second = Rendezvous.open(environment().getElementUtils(), environment -> {});
        first.close();
        second.close();

        Rendezvous third = Rendezvous.open(environment().getElementUtils(), environment -> {});
        third.close();

        assertThat(thread.getUncaughtExceptionHandler()).isSameAs(before);
    }

    @Test
    void exception_whileOpen_goesToTheThreadsOwnHandler() {
        Thread thread = Thread.currentThread();
        UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
        List<Throwable> seen = new ArrayList<>();
        thread.setUncaughtExceptionHandler((failed, failure) -> seen.add(failure));
        Rendezvous open = Rendezvous.open(environment().getElementUtils(), environment -> {});
        RuntimeException failure = new RuntimeException("the build's own");
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        } finally {
            open.close();
            thread.setUncaughtExceptionHandler(before == thread.getThreadGroup() ? null : before);
        }

        assertThat(seen).containsExactly(failure);
    }

    private static ProcessingEnvironment environment() {
        Elements elements = fake(Elements.class, "toString", arguments -> "elements");
        return fake(ProcessingEnvironment.class, "getElementUtils", arguments -> elements);
    }

    private interface Answer {
        Object to(Object[] arguments);
    }

    /** An object with one method that answers; the others return nothing: an empty map or null. */
    private static <T> T fake(Class<T> type, String method, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader() == null ? HookTest.class.getClassLoader() : type.getClassLoader(),
                new Class<?>[] {type},
                (self, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        return answer.to(arguments);
                    }
                    return called.getReturnType() == Map.class ? Map.of() : null;
                }));
    }
}
