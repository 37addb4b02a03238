package dev.pollux.compiler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs random async methods woven and as blocking twins.
 *
 * <p>For more of them: {@code mvn -pl core,compiler verify -Dtest=WeaverFuzzTest -Dpollux.fuzz.seed=1000
 * -Dpollux.fuzz.methods=5000}. Each method has a seed of its own, counting up from the first, which is enough to make it again.
 */
@Timeout(3600)
class WeaverFuzzTest {

    private static final long SEED = Long.getLong("pollux.fuzz.seed", 1);
    private static final int METHODS = Integer.getInteger("pollux.fuzz.methods", 300);
    private static final int METHODS_PER_TRIAL = 100;
    private static final int METHODS_OF_CANARY = 20;

    @Test
    void woven_randomMethods_behaveLikeTheirBlockingTwins() throws Exception {
        int schedules = 0;
        for (long from = SEED; from < SEED + METHODS; from += METHODS_PER_TRIAL) {
            long to = Math.min(from + METHODS_PER_TRIAL, SEED + METHODS);
            Trial trial = new Trial(LongStream.range(from, to)
                    .mapToObj(MethodGenerator::generate)
                    .toList());
            List<Mismatch> found = trial.run();
            assertThat(found)
                    .withFailMessage(() -> new Shrinker().shrink(found.get(0)).report())
                    .isEmpty();
            schedules += trial.schedules();
        }
        assertThat(schedules).isGreaterThan(METHODS);
    }

    @Test
    void generate_sameSeed_givesTheSameMethod() {
        assertThat(MethodGenerator.generate(SEED).source())
                .isEqualTo(MethodGenerator.generate(SEED).source());
    }

    @Test
    void run_classesThatForgetWhatTheyOughtToKeep_mismatch() throws Exception {
        List<GeneratedMethod> methods = LongStream.range(SEED, SEED + METHODS_OF_CANARY)
                .mapToObj(MethodGenerator::generate)
                .toList();

        List<Mismatch> found = new Trial(methods, Sabotage::forgetANumber).run();

        assertThat(found).hasSizeGreaterThan(METHODS_OF_CANARY / 4);
    }
}
