package dev.pollux.compiler.fuzz;

import java.util.List;

/**
 * The source of one scenario: a method that returns a future whose block does whatever came out of the dice.
 *
 * @param seed the seed it was made of
 * @param home where the block stands
 * @param captures declarations before the block
 * @param body the block
 */
record GeneratedMethod(long seed, Freedom freedom, Home home, List<Statement> captures, List<Statement> body) {

    /** The method that a schedule is run on. */
    String name() {
        return "case" + Long.toUnsignedString(seed);
    }

    GeneratedMethod withBody(List<Statement> smaller) {
        return new GeneratedMethod(seed, freedom, home, captures, smaller);
    }

    String source() {
        String block = "Futures.async((AsyncBlock<Object>) () -> {\n" + Statement.render(body, "        ") + "    })";
        return home.source(Long.toUnsignedString(seed), Statement.render(captures, "    "), block);
    }
}
