package dev.pollux.compiler.beside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.binary.AgentJar;
import dev.pollux.compiler.javac.Compilation;
import dev.pollux.compiler.javac.Programs;
import dev.pollux.compiler.javac.Result;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The edit of a block in a running program.
 *
 * <p>The JVM replaces the code of methods and nothing else. So an edit goes through as long as the block keeps the same kinds of
 * values while it waits, and a block that is suspended meanwhile goes on at the await of the same number.
 */
class HotSwapTest {

    @TempDir
    Path directory;

    private Path swapAgent;

    @BeforeEach
    void makeAgent() {
        swapAgent = AgentJar.of(directory, Swap.class, Compilation.jars("asm"));
    }

    /** Runs a block with one body, suspends it once more, swaps its class, and goes on with both. */
    private String swapped(boolean weaveAtRunTime, String before, String after) {
        Compilation edited = program("edited", weaveAtRunTime, after, "");
        List<String> names = new ArrayList<>(List.of("app.Swapped"));
        if (!weaveAtRunTime) {
            names.add("app.Swapped$async$0");
        }
        String swap = "\"" + edited.classes() + "\", \"" + String.join("\", \"", names) + "\"";
        Compilation running = program("running", weaveAtRunTime, before, swap);
        List<String> agents = new ArrayList<>(List.of("-javaagent:" + swapAgent));
        if (weaveAtRunTime) {
            agents.add("-javaagent:" + AgentJar.pollux(directory));
        }
        return running.run("app.Swapped", agents.toArray(new String[0])).text();
    }

    private Compilation program(String name, boolean unwoven, String body, String swap) {
        Compilation compilation = Compilation.in(directory.resolve(name))
                .source("app/Later.java", Programs.LATER)
                .source("app/Swapped.java", """
                        package app;

                        import dev.pollux.compiler.beside.Swap;
                        import dev.pollux.future.*;

                        class Swapped {
                            static Future<String> block() {
                                return Futures.async(() -> {
                                    BODY
                                });
                            }

                            static String finish(Future<String> future) throws Exception {
                                Poll<String> poll = future.poll(Context.of(Waker.noop()));
                                while (!poll.isReady()) {
                                    poll = future.poll(Context.of(Waker.noop()));
                                }
                                return poll.get();
                            }

                            public static void main(String[] arguments) throws Exception {
                                Future<String> suspended = block();
                                suspended.poll(Context.of(Waker.noop()));
                                System.out.println(finish(block()));
                                Swap.in(SWAP);
                                System.out.println(finish(block()));
                                System.out.println(finish(suspended));
                            }
                        }
                        """.replace("BODY", body).replace("SWAP", swap.isEmpty() ? "\"\"" : swap));
        compilation.classPath(Compilation.corePath() + File.pathSeparator + swapAgent);
        if (unwoven) {
            compilation.options("-Xplugin:Pollux off");
        }
        Result result = compilation.compile();
        assertThat(result.success()).as(result.text()).isTrue();
        return compilation;
    }

    private static final String OLD = "return new Later(\"a\").await() + \" old\";";
    private static final String NEW = "return new Later(\"a\").await() + \" new\";";
    private static final String ONE_MORE = "new Later(\"a\").await(); return new Later(\"b\").await();";
    private static final String OTHER_STATE = "return new Later(\"a\").await() + new Later(\"b\").await();";

    @Test
    void case171_sameAwaits_runsTheNewCodeAlsoInSuspendedBlocks() {
        assertThat(swapped(false, OLD, NEW)).isEqualToNormalizingNewlines("a old\na new\na new\n");
    }

    @Test
    void case171_oneAwaitMoreAndTheSameState_goesOnAtTheAwaitOfTheSameNumber() {
        assertThat(swapped(false, OLD, ONE_MORE)).isEqualToNormalizingNewlines("a old\nb\nb\n");
    }

    @Test
    void case171_anotherState_isRefusedByTheJvm() {
        assertThat(swapped(false, OLD, OTHER_STATE))
                .startsWith("a old")
                .contains("UnsupportedOperationException: class redefinition failed: attempted to change the schema");
    }

    @Test
    void case171_withTheAgent_weavesTheEdit() {
        assertThat(swapped(true, OLD, NEW)).isEqualToNormalizingNewlines("a old\na new\na new\n");
    }

    @Test
    void case171_anotherStateWithTheAgent_saysToRestart() {
        assertThat(swapped(true, OLD, OTHER_STATE))
                .contains(
                        "pollux: app/Swapped is not woven",
                        "the edit changes what a block has to keep while it waits; restart the program",
                        "UnsupportedOperationException: class redefinition failed");
    }
}
