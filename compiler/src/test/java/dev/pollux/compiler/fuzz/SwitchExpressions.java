package dev.pollux.compiler.fuzz;

import java.util.List;

/** Makes switch expressions, whose branches run with the operand stack of what is around them. */
final class SwitchExpressions {

    private final MethodGenerator all;
    private final Dice dice;

    SwitchExpressions(MethodGenerator all) {
        this.all = all;
        dice = all.dice;
    }

    /** A switch expression for any place: no try in it, since javac crashes on one above a long or a double. */
    String of(Kind kind, Place place, int depth) {
        return of(kind, place.inSwitchExpression(false), depth, 0);
    }

    /** A switch expression with statements in it that try; to stand where there is no long or double below. */
    String trying(Kind kind, Place place, int depth) {
        return of(kind, place.inSwitchExpression(true), depth, 1);
    }

    private String of(Kind kind, Place place, int depth, int tries) {
        boolean arrows = tries > 0 || dice.oneIn(2);
        StringBuilder out = new StringBuilder("((%s) (switch (".formatted(kind.java));
        if (Patterns.RECORDS && dice.oneIn(3)) {
            out.append(all.patterns.selector(place, depth - 1)).append(") {\n");
            for (Patterns.Label label : all.patterns.labels(place, 1)) {
                branch(out, "case " + label.text(), arrows, kind, label.place(), depth, tries);
            }
        } else {
            List<String> labels = dice.pick(Switches.INTS, Switches.FAR_APART, Switches.STRINGS, Switches.COLORS);
            out.append(all.switches.selector(labels, place, depth - 1)).append(") {\n");
            for (String label : labels.subList(0, 2)) {
                branch(out, "case " + label, arrows, kind, place.inner(), depth, tries);
            }
        }
        branch(out, "default", arrows, kind, place.inner(), depth, 0);
        return out.append("}))").toString();
    }

    private void branch(StringBuilder out, String label, boolean arrow, Kind kind, Place place, int depth, int tries) {
        out.append(label).append(arrow ? " -> " : ": ");
        if (arrow && tries == 0 && !dice.oneIn(3)) {
            out.append(all.expressions.of(kind, place, depth - 1)).append(";\n");
            return;
        }
        out.append("{\n");
        for (int i = 0; i < tries; i++) {
            out.append(Statement.render(List.of(all.tries.tryStatement(place, true)), "    "));
        }
        if (arrow || dice.oneIn(2)) {
            out.append(Statement.render(all.statements.block(place, 1 + dice.below(2), true), "    "));
        }
        out.append("    ").append(yielding(kind, place, depth)).append("}\n");
    }

    private String yielding(Kind kind, Place place, int depth) {
        String value = all.expressions.of(kind, place, depth - 1);
        if (!value.startsWith("(")) {
            return "yield " + value + ";\n";
        }
        String name = all.name("y"); // javac takes some of "yield (...)" for a call
        return "%s %s = %s; yield %s;\n".formatted(kind.java, name, value, name);
    }
}
