package dev.pollux.compiler.fuzz;

import dev.pollux.compiler.fuzz.FuzzRun.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** {@code ./pollux fuzz-compiler}: tries random async methods, and shows a small one if the weaver gets one wrong. */
public final class FuzzCommand {

    private static final int RIGHT = 0;
    private static final int WRONG = 1;
    private static final int MISUSED = 2;

    private static final String USAGE = """
            usage: ./pollux fuzz-compiler [--methods N] [--seed S] [--threads T]

            Makes random async methods, compiles them to state machines, and compares each with a twin that blocks at its
            awaits: when futures are ready, pend, fail, and when the method is dropped at each of them.

              --methods N   how many methods to try (default 10,000)
              --seed S      the seed of the first one; the next ones count up (default 1)
              --threads T   how many threads try them (default: as many as there are processors)

            Exit code 0: all agree. 1: one does not, and is shown, made as small as it goes. 2: bad arguments.
            The JDK is that of JAVA_HOME. On 21 and later, methods have record patterns and pattern switches, too.
            """;

    private final PrintStream out;
    private final PrintStream err;
    private final UnaryOperator<Map<String, byte[]>> tampering;

    /** With something done to the woven classes before they run. */
    FuzzCommand(PrintStream out, PrintStream err, UnaryOperator<Map<String, byte[]>> tampering) {
        this.out = out;
        this.err = err;
        this.tampering = tampering;
    }

    /** Runs the command. */
    public static void main(String... arguments) throws Exception {
        System.exit(new FuzzCommand(System.out, System.err, UnaryOperator.identity()).run(arguments));
    }

    int run(String... arguments) throws Exception {
        FuzzArguments parsed;
        try {
            parsed = FuzzArguments.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println("pollux fuzz-compiler: " + e.getMessage() + " (see --help)");
            return MISUSED;
        }
        if (parsed.help()) {
            out.print(USAGE);
            return RIGHT;
        }
        return fuzz(parsed);
    }

    private int fuzz(FuzzArguments arguments) throws Exception {
        out.printf(
                "Java %s, %,d methods from seed %d, %d threads%n",
                Runtime.version(), arguments.methods(), arguments.seed(), arguments.threads());
        long begun = System.nanoTime();
        Progress end = new FuzzRun(arguments.seed(), arguments.methods(), tampering)
                .run(arguments.threads(), progress -> tell(progress, begun));
        end.leftOut().forEach(reason -> out.println("left out: " + reason));
        if (end.mismatches().isEmpty()) {
            out.println("No mismatch.");
            return RIGHT;
        }
        out.printf(
                "%d mismatches; making the first one small...%n",
                end.mismatches().size());
        out.println(new Shrinker(tampering).shrink(end.mismatches().get(0)).report());
        return WRONG;
    }

    private void tell(Progress progress, long begun) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        out.printf(
                Locale.ROOT,
                "%,d methods (%d left out), %,d runs, %.0f s, %.1f methods/s%n",
                progress.methods(),
                progress.leftOut().size(),
                progress.runs(),
                seconds,
                progress.methods() / seconds);
    }
}
