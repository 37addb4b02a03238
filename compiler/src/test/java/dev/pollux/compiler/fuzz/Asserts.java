package dev.pollux.compiler.fuzz;

/** Makes assert statements, which some fail. */
final class Asserts {

    private final MethodGenerator all;
    private final Dice dice;

    Asserts(MethodGenerator all) {
        this.all = all;
        dice = all.dice;
    }

    Statement statement(Place place) {
        String condition = all.expressions.of(Kind.BOOLEAN, place, 2);
        if (place.calm() || dice.oneIn(3)) {
            condition = "(" + condition + ") | true";
        }
        Kind detail = dice.pick(Kind.PRINTABLE);
        return Statement.of(
                dice.oneIn(3)
                        ? "assert " + condition + ";"
                        : "assert %s : cut(\"\" + %s);".formatted(condition, all.expressions.of(detail, place, 2)));
    }
}
