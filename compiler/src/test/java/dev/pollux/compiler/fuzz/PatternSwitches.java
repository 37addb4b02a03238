package dev.pollux.compiler.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Makes switches over patterns, with guards that may await. */
final class PatternSwitches {

    private final MethodGenerator all;
    private final Dice dice;

    PatternSwitches(MethodGenerator all) {
        this.all = all;
        dice = all.dice;
    }

    Statement statement(Place place) {
        String label = all.name("L");
        String head = label + ": switch (" + all.patterns.selector(place, 2) + ")";
        Place inside = place.target(label, false);
        boolean arrows = dice.oneIn(2);
        List<Statement> cases = new ArrayList<>();
        for (Patterns.Label pattern : all.patterns.labels(inside, 2)) {
            cases.add(group("case " + pattern.text(), arrows, pattern.place(), label));
        }
        cases.add(Statement.of(
                new Statement.Part("default" + (arrows ? " ->" : ":"), all.statements.body(inside, true))));
        return Statement.of(new Statement.Part(head, cases));
    }

    /** Nothing may fall into a pattern that binds. */
    private Statement group(String label, boolean arrow, Place place, String around) {
        List<Statement> body = all.statements.body(place, false);
        if (!arrow && body.get(body.size() - 1).completes()) {
            body.add(Statement.abrupt("break " + around + ";"));
        }
        return Statement.of(new Statement.Part(label + (arrow ? " ->" : ":"), body));
    }
}
