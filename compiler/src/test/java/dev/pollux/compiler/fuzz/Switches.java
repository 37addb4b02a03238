package dev.pollux.compiler.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Makes switch statements, old and new, on numbers, strings and enum constants. */
final class Switches {

    static final List<String> INTS = List.of("0", "1, 3", "2");
    static final List<String> FAR_APART = List.of("0", "-1000", "2000");
    static final List<String> STRINGS = List.of("\"0\"", "\"1\"", "\"2\", \"3\"");
    static final List<String> COLORS = List.of("RED", "GREEN", "BLUE");

    private final MethodGenerator all;
    private final Dice dice;

    Switches(MethodGenerator all) {
        this.all = all;
        dice = all.dice;
    }

    /** A value to switch on. */
    String selector(List<String> labels, Place place, int depth) {
        String number = all.expressions.of(Kind.INT, place, depth);
        if (labels.equals(COLORS)) {
            return "color((int) " + number + ")";
        }
        if (labels.equals(FAR_APART)) {
            return "((" + number + " & 3) - 1) * 1000";
        }
        return labels.equals(STRINGS) ? "\"\" + (" + number + " & 3)" : number + " & 3";
    }

    Statement statement(Place place) {
        List<String> labels = dice.pick(INTS, FAR_APART, STRINGS, COLORS);
        boolean arrows = dice.oneIn(2);
        boolean hasDefault = dice.oneIn(2);
        String label = all.name("L");
        String head = label + ": switch (" + selector(labels, place, 2) + ")";
        Place inside = place.target(label, false);
        List<Statement> cases = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            boolean last = i == labels.size() - 1;
            cases.add(group("case " + labels.get(i), arrows, inside, last && !hasDefault));
        }
        if (hasDefault) {
            cases.add(group("default", arrows, inside, true));
        }
        return Statement.of(new Statement.Part(head, cases));
    }

    private Statement group(String label, boolean arrow, Place place, boolean mustComplete) {
        List<Statement> body = all.statements.body(place, mustComplete);
        return Statement.of(new Statement.Part(label + (arrow ? " ->" : ":"), body));
    }
}
