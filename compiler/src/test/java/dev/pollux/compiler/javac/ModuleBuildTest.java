package dev.pollux.compiler.javac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.kit.Case;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds of modules, where class files lie in other places. */
class ModuleBuildTest {

    @TempDir
    Path directory;

    private static String core() {
        return Compilation.coreModulePath();
    }

    private static Output run(String modulePath, String main) {
        return Output.of(List.of(Compilation.tool("java"), "-p", modulePath, "-m", main));
    }

    @Test
    @Case(175)
    void compile_oneModule_weaves() {
        Compilation compilation = Compilation.in(directory)
                .source("module-info.java", "module app { requires transitive dev.pollux.core; exports app; }")
                .source("app/Main.java", Programs.MAIN)
                .source("app/Later.java", Programs.LATER)
                .noClassPath()
                .options("-p", core(), "-Xlint:all", "-Werror");

        Result result = compilation.compile();

        assertThat(result.text()).isEmpty();
        assertThat(run(compilation.classes() + File.pathSeparator + core(), "app/app.Main")
                        .text())
                .isEqualToIgnoringNewLines(Programs.PRINTED);
    }

    @Test
    void compile_twoModulesAtOnce_weavesBoth() {
        Compilation compilation = Compilation.in(directory)
                .source("one/module-info.java", "module one { requires transitive dev.pollux.core; exports app; }")
                .source("one/app/Main.java", Programs.MAIN)
                .source("one/app/Later.java", Programs.LATER)
                .source("two/module-info.java", "module two { requires one; }")
                .source("two/other/Second.java", """
                        package other;

                        import dev.pollux.future.*;

                        public class Second {
                            public static void main(String[] arguments) throws Exception {
                                Future<String> f = Futures.async(() -> "2" + new app.Later("nd").await());
                                f.poll(Context.of(Waker.noop()));
                                System.out.println(f.poll(Context.of(Waker.noop())).get());
                                app.Main.main(arguments);
                            }
                        }
                        """)
                .noClassPath();
        compilation.options(
                "-p", core(), "--module-source-path", compilation.sources().toString(), "-Xlint:all", "-Werror");

        Result result = compilation.compile();

        assertThat(result.text()).isEmpty();
        String modules = compilation.classes() + File.pathSeparator + core();
        assertThat(run(modules, "two/other.Second").text()).isEqualToIgnoringNewLines("2nd\n" + Programs.PRINTED);
    }
}
