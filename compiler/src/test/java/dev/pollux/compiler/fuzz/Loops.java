package dev.pollux.compiler.fuzz;

import java.util.List;

/** Makes loops of all forms, each of which ends after a few rounds. */
final class Loops {

    private final MethodGenerator all;
    private final Dice dice;

    Loops(MethodGenerator all) {
        this.all = all;
        dice = all.dice;
    }

    Statement statement(Place place) {
        return switch (dice.below(7)) {
            case 0 -> whileLoop(place);
            case 1 -> doLoop(place);
            case 2 -> forLoop(place);
            case 3 -> forEachOfArray(place);
            case 4 -> forEachOfList(place);
            case 5 -> endless(place);
            default -> labelledBlock(place);
        };
    }

    private String condition(Place place) {
        return dice.oneIn(2) ? "" : " && " + all.expressions.of(Kind.BOOLEAN, place, 2);
    }

    private Statement whileLoop(Place place) {
        String counter = all.name("i");
        String label = all.name("L");
        Place inside = counted(place, counter, label);
        return counted(
                counter,
                Statement.of(new Statement.Part(
                        "%s: while (%s++ < %d%s)".formatted(label, counter, 1 + dice.below(3), condition(inside)),
                        all.statements.body(inside, false))));
    }

    private Statement doLoop(Place place) {
        String counter = all.name("i");
        String label = all.name("L");
        Place inside = counted(place, counter, label);
        Statement.Part body = new Statement.Part(label + ": do", all.statements.body(inside, true));
        String tail = "while (%s++ < %d%s);".formatted(counter, dice.below(3), condition(inside));
        return counted(counter, new Statement(List.of(body), tail, true));
    }

    private Statement forLoop(Place place) {
        String counter = all.name("i");
        String label = all.name("L");
        Place inside = counted(place, counter, label);
        String update = dice.oneIn(2) && place.awaits() ? "e.of(" + counter + "++).await()" : counter + "++";
        String head = "%s: for (int %s = 0; %s < %d%s; %s)"
                .formatted(label, counter, counter, 1 + dice.below(3), condition(inside), update);
        return Statement.of(new Statement.Part(head, all.statements.body(inside, false)));
    }

    private Statement forEachOfArray(Place place) {
        Kind array = dice.pick(Kind.ARRAYS);
        return forEach(place, array.element(), all.expressions.of(array, place, 2));
    }

    private Statement forEachOfList(Place place) {
        Kind kind = dice.pick(Kind.BOXED_INT, Kind.STRING, Kind.BOX);
        String list = "java.util.Arrays.<%s>asList(%s, %s)"
                .formatted(kind.boxed, all.expressions.of(kind, place, 1), all.expressions.of(kind, place, 2));
        return forEach(place, kind, list);
    }

    private Statement forEach(Place place, Kind kind, String elements) {
        String name = all.name("x");
        String label = all.name("L");
        Place inside = place.target(label, true);
        inside.declare(Variable.fixed(name, kind));
        String head = "%s: for (final %s %s : %s)".formatted(label, kind.java, name, elements);
        return Statement.of(new Statement.Part(head, all.statements.body(inside, false)));
    }

    private Statement endless(Place place) {
        String counter = all.name("i");
        String label = all.name("L");
        Place inside = counted(place, counter, label);
        List<Statement> body = all.statements.body(inside, false);
        body.add(0, Statement.of("if (%s++ >= %d) { break %s; }".formatted(counter, 1 + dice.below(2), label)));
        return counted(counter, Statement.of(new Statement.Part(label + ": while (true)", body)));
    }

    private Statement labelledBlock(Place place) {
        String label = all.name("L");
        Place inside = place.target(label, false);
        return Statement.of(new Statement.Part(label + ":", all.statements.body(inside, true)));
    }

    private static Place counted(Place place, String counter, String label) {
        Place inside = place.target(label, true);
        inside.declare(new Variable(counter, Kind.INT, false, false));
        return inside;
    }

    private static Statement counted(String counter, Statement loop) {
        return Statement.of(new Statement.Part("", List.of(Statement.of("int " + counter + " = 0;"), loop)));
    }
}
