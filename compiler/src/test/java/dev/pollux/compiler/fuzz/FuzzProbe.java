package dev.pollux.compiler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A small part of what {@link WeaverFuzzTest} does, for a mutation run. */
class FuzzProbe {

    private static final int METHODS = 100;

    private static final List<GeneratedMethod> MADE = LongStream.rangeClosed(1, METHODS)
            .mapToObj(MethodGenerator::generate)
            .toList();

    @Test
    void woven_someRandomMethods_behaveLikeTheirBlockingTwins() throws Exception {
        assertThat(new Trial(MADE).run()).isEmpty();
    }
}
