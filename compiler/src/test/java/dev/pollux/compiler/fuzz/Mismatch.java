package dev.pollux.compiler.fuzz;

import dev.pollux.compiler.kit.Env.Script;
import dev.pollux.compiler.kit.Outcome;
import java.util.List;

/** A method that did something else woven than blocking. */
record Mismatch(GeneratedMethod method, Script script, Outcome woven, Outcome twin) {

    private static final int MAX_LENGTH = 3_000;
    private static final Script NONE = new Script("none: the class is not valid", 0, -1, -1);

    /** Of a method that could not be woven, or not be loaded then. */
    static Mismatch invalid(GeneratedMethod method, Throwable failure) {
        return new Mismatch(
                method, NONE, new Outcome(failure.toString(), 0, List.of()), new Outcome("a class", 0, List.of()));
    }

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
