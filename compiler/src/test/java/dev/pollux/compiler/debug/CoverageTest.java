package dev.pollux.compiler.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.CaseClasses;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.ILine;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.data.SessionInfoStore;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.LoggerRuntime;
import org.jacoco.core.runtime.RuntimeData;
import org.junit.jupiter.api.Test;

/** What JaCoCo reports of a woven class: what the source says, and nothing of what the weaver added. */
class CoverageTest {

    private static final String MEMBERS = """
            Future<?> block(boolean longer) {
                return async(() -> {
                    log("start");
                    Object first = leaf.await();
                    if (longer) {
                        log("longer");
                        leaf().await();
                        log("never");
                    }
                    try {
                        log("try");
                    } finally {
                        log("finally");
                    }
                    return first;
                });
            }""";

    /** Where the first member is in the source. */
    private static final int FIRST_LINE = (int) Blocks.source(MEMBERS)
                    .lines()
                    .takeWhile(line -> !line.contains("block"))
                    .count()
            + 1;

    private final LoggerRuntime runtime = new LoggerRuntime();
    private final RuntimeData data = new RuntimeData();
    private Map<String, byte[]> original = Map.of();

    /** Loads the class with probes: woven first, as javac writes it. */
    private Blocks instrumented() throws Exception {
        original = CaseClasses.ofSource("User", Blocks.source(MEMBERS)).woven();
        Map<String, byte[]> probed = new HashMap<>();
        Instrumenter instrumenter = new Instrumenter(runtime);
        for (var entry : original.entrySet()) {
            probed.put(entry.getKey(), instrumenter.instrument(entry.getValue(), entry.getKey()));
        }
        runtime.startup(data);
        return Blocks.of(CaseClasses.load(probed));
    }

    private IClassCoverage coverage() throws Exception {
        ExecutionDataStore store = new ExecutionDataStore();
        data.collect(store, new SessionInfoStore(), false);
        runtime.shutdown();
        CoverageBuilder builder = new CoverageBuilder();
        new Analyzer(store, builder).analyzeClass(original.get("user/User"), "user/User");
        return builder.getClasses().iterator().next();
    }

    /** The lines of the method, numbered from 1: fully, partly, or not covered. */
    private static Map<Integer, String> lines(IClassCoverage coverage) {
        Map<Integer, String> lines = new TreeMap<>();
        for (int number = FIRST_LINE; number <= coverage.getLastLine(); number++) {
            ILine line = coverage.getLine(number);
            if (line.getStatus() != ICounter.EMPTY) {
                lines.put(number - FIRST_LINE + 1, describe(line));
            }
        }
        return lines;
    }

    private static String describe(ILine line) {
        String covered = switch (line.getStatus()) {
            case ICounter.FULLY_COVERED -> "full";
            case ICounter.PARTLY_COVERED -> "part";
            default -> "none";
        };
        ICounter branches = line.getBranchCounter();
        return branches.getTotalCount() == 0
                ? covered
                : covered + " " + branches.getCoveredCount() + "/" + branches.getTotalCount();
    }

    private static Object run(Blocks blocks, boolean longer, boolean pending) throws Exception {
        var block = blocks.future("block", longer);
        if (!pending) {
            blocks.leaf.complete("v");
        }
        Object answer = Blocks.poll(block);
        blocks.leaf.complete("v");
        return pending ? Blocks.poll(block) : answer;
    }

    @Test
    void case169_readyAndPendingRun_coversTheLinesOfTheSourceThatRan() throws Exception {
        Blocks blocks = instrumented();
        run(blocks, false, true);
        run(blocks, false, false);

        assertThat(lines(coverage()))
                .containsExactlyEntriesOf(new TreeMap<>(Map.ofEntries(
                        Map.entry(2, "full"),
                        Map.entry(3, "full"),
                        Map.entry(4, "full 2/2"),
                        Map.entry(5, "part 1/2"),
                        Map.entry(6, "none"),
                        Map.entry(7, "none 0/2"),
                        Map.entry(8, "none"),
                        Map.entry(11, "full"),
                        Map.entry(13, "full"),
                        Map.entry(15, "full"))));
    }

    @Test
    void case169_suspendedForGood_coversNothingBehindTheAwait() throws Exception {
        Blocks blocks = instrumented();
        var block = blocks.future("block", true);
        blocks.leaf.complete("v");
        Blocks.poll(block);

        Map<Integer, String> lines = lines(coverage());

        assertThat(lines).containsEntry(6, "full").containsEntry(7, "part 1/2").containsEntry(8, "none");
        assertThat(lines).containsEntry(11, "none").containsEntry(15, "none");
    }

    @Test
    void case169_linesOfAWovenClass_areThoseOfTheSourceAsJavacCompiledIt() throws Exception {
        instrumented();
        byte[] plain =
                CaseClasses.ofSource("User", Blocks.source(MEMBERS)).plain().get("user/User");
        CoverageBuilder builder = new CoverageBuilder();
        new Analyzer(new ExecutionDataStore(), builder).analyzeClass(plain, "user/User");

        assertThat(lines(coverage()).keySet())
                .isEqualTo(lines(builder.getClasses().iterator().next()).keySet());
    }

    @Test
    void case169_classThatHoldsTheState_isNotInTheReport() throws Exception {
        instrumented();
        CoverageBuilder builder = new CoverageBuilder();
        Analyzer analyzer = new Analyzer(new ExecutionDataStore(), builder);
        for (var entry : original.entrySet()) {
            analyzer.analyzeClass(entry.getValue(), entry.getKey());
        }

        assertThat(builder.getClasses())
                .filteredOn(IClassCoverage::containsCode)
                .extracting(IClassCoverage::getName)
                .containsExactly("user/User");
    }
}
