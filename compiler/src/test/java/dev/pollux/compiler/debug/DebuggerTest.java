package dev.pollux.compiler.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Compilation;
import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/debugging.md says of breakpoints, steps and variables. */
class DebuggerTest {

    private static final String SOURCE = """
            package app;

            import dev.pollux.future.Context;
            import dev.pollux.future.Future;
            import dev.pollux.future.Futures;
            import dev.pollux.future.Poll;
            import dev.pollux.future.Waker;

            public final class Main {
                static Future<String> greet(Later first, Later second) {
                    return Futures.async(() -> {
                        String name = "Castor"; // START
                        int length = name.length();
                        String got = first.await(); // FIRST
                        String text = name + got; // BETWEEN
                        text += second.await(); // SECOND
                        int sum = text.length() + length; // BEHIND
                        return text + sum;
                    });
                }

                public static void main(String[] arguments) throws Exception {
                    Future<String> greeting = greet(new Later(%d), new Later(%d));
                    Driver.drive(greeting);
                }
            }

            final class Later implements Future<String> {
                private int pending;

                Later(int pending) {
                    this.pending = pending;
                }

                @Override
                public Poll<String> poll(Context cx) {
                    return pending-- > 0 ? Poll.pending() : Poll.ready("!");
                }
            }

            final class Driver {
                static void drive(Future<String> future) throws Exception {
                    while (!future.poll(Context.of(Waker.noop())).isReady()) {
                        Thread.onSpinWait(); // POLLER
                    }
                }
            }
            """;

    /** The synthetic class that polls the block. Debuggers skip synthetic code; this interface has to be told. */
    private static final String STATE = "*$async$0";

    /** What a debugger is told not to stop in: the runtime, of which there is none here but this. */
    private static final String[] FILTERS = {"app.Driver", "dev.pollux.*", STATE};

    @TempDir
    Path directory;

    private Debuggee launch(int first, int second, String... options) throws Exception {
        Compilation program = Compilation.in(directory)
                .source("app/Main.java", SOURCE.formatted(first, second))
                .options("-g")
                .options(options);
        assertThat(program.compile().text()).isEmpty();
        return Debuggee.launch(program.classes() + File.pathSeparator + Compilation.corePath(), "app.Main", "app.Main");
    }

    private static int line(String mark) {
        return (int) SOURCE.lines()
                        .takeWhile(line -> !line.endsWith("// " + mark))
                        .count()
                + 1;
    }

    private static void stopAt(Debuggee debuggee, String... marks) throws Exception {
        for (String mark : marks) {
            debuggee.breakpoint("app.Main", line(mark));
        }
    }

    @Test
    void case170_breakpointsInABlock_areHitOnceEachHoweverOftenItSuspends() throws Exception {
        try (Debuggee debuggee = launch(3, 2)) {
            stopAt(debuggee, "START", "BETWEEN", "BEHIND");

            assertThat(debuggee.resume()).isTrue();
            assertThat(debuggee.line()).isEqualTo(line("START"));
            assertThat(debuggee.method()).isEqualTo("lambda$greet$0");
            assertThat(debuggee.resume()).isTrue();
            assertThat(debuggee.line()).isEqualTo(line("BETWEEN"));
            assertThat(debuggee.resume()).isTrue();
            assertThat(debuggee.line()).isEqualTo(line("BEHIND"));
            assertThat(debuggee.resume()).isFalse();
        }
    }

    @Test
    void case170_breakpointOnAnAwait_isHitWhenItStartsToWait() throws Exception {
        try (Debuggee debuggee = launch(3, 0)) {
            stopAt(debuggee, "FIRST", "BETWEEN");

            assertThat(debuggee.resume()).isTrue();
            assertThat(debuggee.line()).isEqualTo(line("FIRST"));
            assertThat(debuggee.local("length")).isEqualTo(6);
            assertThat(debuggee.resume()).isTrue();
            assertThat(debuggee.line()).isEqualTo(line("BETWEEN"));
        }
    }

    @Test
    void case170_variablesBeforeAndAfterASuspension_areThere() throws Exception {
        try (Debuggee debuggee = launch(1, 1)) {
            stopAt(debuggee, "FIRST", "BETWEEN", "BEHIND");

            debuggee.resume();
            assertThat(debuggee.local("name")).isEqualTo("Castor");
            debuggee.resume();
            assertThat(debuggee.local("name")).isEqualTo("Castor");
            assertThat(debuggee.local("length")).isEqualTo(6);
            assertThat(debuggee.local("got")).isEqualTo("!");
            debuggee.resume();
            assertThat(debuggee.local("text")).isEqualTo("Castor!!");
            assertThat(debuggee.local("length")).isEqualTo(6);
            assertThat(debuggee.local("name"))
                    .as("dead since the line before the await")
                    .isNull();
        }
    }

    @Test
    void case148_debugOption_showsDeadVariablesAfterASuspension() throws Exception {
        try (Debuggee debuggee = launch(1, 1, "-Apollux.debug=vars")) {
            stopAt(debuggee, "BEHIND");

            debuggee.resume();
            assertThat(debuggee.local("name")).isEqualTo("Castor");
            assertThat(debuggee.local("got")).isEqualTo("!");
        }
    }

    @Test
    void case170_stepOverAReadyAwait_staysInTheBlock() throws Exception {
        try (Debuggee debuggee = launch(0, 0)) {
            stopAt(debuggee, "FIRST");

            debuggee.resume();
            debuggee.stepOver();

            assertThat(debuggee.method()).isEqualTo("lambda$greet$0");
            assertThat(debuggee.line()).isEqualTo(line("BETWEEN"));
            assertThat(debuggee.local("got")).isEqualTo("!");
        }
    }

    @Test
    void case170_stepOverAnAwaitThatSuspends_leadsToWhoeverPolls() throws Exception {
        try (Debuggee debuggee = launch(1, 0)) {
            stopAt(debuggee, "FIRST");

            debuggee.resume();
            debuggee.stepOver("dev.pollux.*", STATE);

            assertThat(debuggee.method()).isEqualTo("drive");
        }
    }

    @Test
    void case170_stepOverAnAwaitThatSuspends_withABreakpointBehindIt_reachesTheNextLine() throws Exception {
        try (Debuggee debuggee = launch(2, 0)) {
            stopAt(debuggee, "FIRST", "BETWEEN");

            debuggee.resume();
            debuggee.stepOver(FILTERS);

            assertThat(debuggee.isAtBreakpoint()).isTrue();
            assertThat(debuggee.line()).isEqualTo(line("BETWEEN"));
            assertThat(debuggee.local("name")).isEqualTo("Castor");
        }
    }
}
