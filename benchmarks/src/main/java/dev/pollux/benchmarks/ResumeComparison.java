package dev.pollux.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link ResumeBenchmark} in rounds, every subject once a round in a JVM of its own, and prints medians and ratios. In turn, so
 * that whatever else the machine does meets all of them alike. The argument is the number of rounds.
 */
public final class ResumeComparison {

    private static final String[] DEPTHS = {"1", "3"};
    private static final String[] SHAPES = {"stay", "call"};

    private final Map<String, List<Double>> scores = new TreeMap<>();

    private ResumeComparison() {}

    public static void main(String[] arguments) throws RunnerException {
        int rounds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        ResumeComparison comparison = new ResumeComparison();
        for (int round = 0; round < rounds; round++) {
            comparison.round();
        }
        comparison.print(rounds);
    }

    private void round() throws RunnerException {
        var options = new OptionsBuilder()
                .include(ResumeBenchmark.class.getName())
                .forks(1)
                .verbosity(VerboseMode.SILENT)
                .build();
        for (RunResult result : new Runner(options).run()) {
            String[] name = result.getParams().getBenchmark().split("\\.", -1);
            String key = name[name.length - 1] + result.getParams().getParam("depth");
            scores.computeIfAbsent(key, k -> new ArrayList<>())
                    .add(result.getPrimaryResult().getScore());
        }
    }

    private void print(int rounds) {
        System.out.printf(
                "JDK %s, %d rounds, medians in ns%n", Runtime.version().feature(), rounds);
        System.out.printf(
                "%-8s%-7s%8s%14s%8s%16s%11s%n",
                "shape", "depth", "woven", "hand-written", "Kotlin", "of hand-written", "of Kotlin");
        for (String shape : SHAPES) {
            for (String depth : DEPTHS) {
                double woven = median(shape + "Woven" + depth);
                double hand = median(shape + "HandWritten" + depth);
                double kotlin = median(shape + "Kotlin" + depth);
                System.out.printf(
                        "%-8s%-7s%8.2f%14.2f%8.2f%16.2f%11.2f%n",
                        shape, depth, woven, hand, kotlin, woven / hand, woven / kotlin);
            }
        }
        scores.forEach((key, all) -> System.out.printf("%-20s %s%n", key, Arrays.toString(rounded(all))));
    }

    private double median(String key) {
        double[] sorted = scores.get(key).stream().mapToDouble(d -> d).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double[] rounded(List<Double> all) {
        return all.stream().mapToDouble(d -> Math.round(d * 100) / 100.0).toArray();
    }
}
