package dev.pollux.compiler.fuzz;

import java.util.List;

/**
 * The source of one scenario: a method that returns a future whose block does whatever came out of the dice.
 *
 * @param seed the seed it was made of
 * @param instance whether the block stands in an instance method
 * @param captures declarations before the block
 * @param body the block
 */
record GeneratedMethod(long seed, Freedom freedom, boolean instance, List<Statement> captures, List<Statement> body) {

    /** The method that a schedule is run on. */
    String name() {
        return "case" + Long.toUnsignedString(seed);
    }

    GeneratedMethod withBody(List<Statement> smaller) {
        return new GeneratedMethod(seed, freedom, instance, captures, smaller);
    }

    String source() {
        StringBuilder out = new StringBuilder();
        if (instance) {
            out.append("    static Future<?> %s(Env e) {\n        reset();\n".formatted(name()));
            out.append("        return new %s().body%s(e);\n    }\n\n"
                    .formatted(ClassSource.NAME_OF_CLASS, Long.toUnsignedString(seed)));
            out.append("    private Future<?> body%s(Env e) {\n".formatted(Long.toUnsignedString(seed)));
        } else {
            out.append("    static Future<?> %s(Env e) {\n        reset();\n".formatted(name()));
        }
        out.append(Statement.render(captures, "        "));
        out.append("        return Futures.async((AsyncBlock<Object>) () -> {\n");
        out.append(Statement.render(body, "            "));
        out.append("        });\n    }\n");
        return out.toString();
    }
}
