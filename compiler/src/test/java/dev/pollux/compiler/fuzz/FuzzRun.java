package dev.pollux.compiler.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** Tries many methods, with seeds that count up, on several threads, until one mismatches. */
final class FuzzRun {

    private static final int METHODS_PER_TRIAL = 250;

    private final long seed;
    private final int methods;
    private final UnaryOperator<Map<String, byte[]>> tampering;

    FuzzRun(long seed, int methods) {
        this(seed, methods, UnaryOperator.identity());
    }

    /** With something done to the woven classes before they run. */
    FuzzRun(long seed, int methods, UnaryOperator<Map<String, byte[]>> tampering) {
        this.seed = seed;
        this.methods = methods;
        this.tampering = tampering;
    }

    /**
     * How far a run has come.
     *
     * @param methods how many methods were tried
     * @param runs how many runs, each under one schedule, were compared
     * @param leftOut which of them could not be compiled, and why
     * @param mismatches those of the trial that ended the run, if any
     */
    record Progress(int methods, long runs, List<String> leftOut, List<Mismatch> mismatches) {

        private Progress plus(Progress more) {
            List<String> all = new ArrayList<>(leftOut);
            all.addAll(more.leftOut);
            return new Progress(methods + more.methods, runs + more.runs, all, more.mismatches);
        }
    }

    /** Returns where the run ended; on the way there, tells the listener in order. */
    Progress run(int threads, Consumer<Progress> listener) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            Progress progress = new Progress(0, 0, List.of(), List.of());
            for (Future<Progress> trial : trials(workers)) {
                progress = progress.plus(resultOf(trial));
                listener.accept(progress);
                if (!progress.mismatches().isEmpty()) {
                    break;
                }
            }
            return progress;
        } finally {
            workers.shutdownNow();
        }
    }

    private List<Future<Progress>> trials(ExecutorService workers) {
        List<Future<Progress>> trials = new ArrayList<>();
        for (int from = 0; from < methods; from += METHODS_PER_TRIAL) {
            int first = from;
            int count = Math.min(METHODS_PER_TRIAL, methods - from);
            trials.add(workers.submit(() -> trial(seed + first, count)));
        }
        return trials;
    }

    private Progress trial(long from, int count) throws ReflectiveOperationException {
        List<GeneratedMethod> made = LongStream.range(from, from + count)
                .mapToObj(MethodGenerator::generate)
                .toList();
        Trial trial = new Trial(made, tampering);
        List<Mismatch> found = trial.run();
        return new Progress(count, trial.runs(), trial.leftOut(), found);
    }

    private static Progress resultOf(Future<Progress> trial) throws Exception {
        try {
            return trial.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw (Error) e.getCause();
        }
    }
}
