package dev.pollux.compiler.fuzz;

import dev.pollux.compiler.kit.Env.Script;
import dev.pollux.compiler.kit.Outcome;

/** A method that did something else woven than blocking. */
record Mismatch(GeneratedMethod method, Script script, Outcome woven, Outcome twin) {

    private static final int MAX_LENGTH = 3_000;

    String report() {
        return """
                seed %d, %s
                schedule: %s
                woven:    %s
                blocking: %s
                %s""".formatted(
                        method.seed(), method.freedom(), script, shortened(woven), shortened(twin), method.source());
    }

    private static String shortened(Outcome outcome) {
        String text = outcome.toString();
        return text.length() < MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
    }
}
