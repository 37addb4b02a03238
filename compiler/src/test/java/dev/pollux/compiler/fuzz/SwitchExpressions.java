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
        List<String> labels = dice.pick(Switches.INTS, Switches.STRINGS, Switches.COLORS);
        StringBuilder out = new StringBuilder("((%s) (switch (".formatted(kind.java))
                .append(all.switches.selector(labels, place, depth - 1))
                .append(") {\n");
        for (int i = 0; i < 2; i++) {
            out.append("case ").append(labels.get(i)).append(" -> ");
            branch(out, kind, place.inner(), depth, tries);
        }
        out.append("default -> ");
        branch(out, kind, place.inner(), depth, 0);
        return out.append("}))").toString();
    }

    private void branch(StringBuilder out, Kind kind, Place place, int depth, int tries) {
        if (tries == 0 && !dice.oneIn(3)) {
            out.append(all.expressions.of(kind, place, depth - 1)).append(";\n");
            return;
        }
        out.append("{\n");
        for (int i = 0; i < tries; i++) {
            out.append(Statement.render(List.of(all.tries.tryStatement(place, true)), "    "));
        }
        out.append(Statement.render(all.statements.block(place, 1 + dice.below(2), true), "    "));
        String value = all.expressions.of(kind, place, depth - 1);
        if (value.startsWith("(")) { // javac takes some of "yield (...)" for a call
            String name = all.name("y");
            out.append("    %s %s = %s;\n".formatted(kind.java, name, value));
            value = name;
        }
        out.append("    yield ").append(value).append(";\n}\n");
    }
}
