package dev.pollux.compiler.fuzz;

import java.util.List;

/** Makes anonymous classes, whose constructors take awaited arguments and captured variables. */
final class AnonymousClasses {

    private static final int DEPTH = 2;

    private final MethodGenerator all;
    private final Dice dice;

    AnonymousClasses(MethodGenerator all) {
        this.all = all;
        dice = all.dice;
    }

    Statement statement(Place place) {
        return dice.oneIn(2) ? subclass(place) : unnamedType(place);
    }

    private Statement subclass(Place place) {
        List<Kind> parameters = dice.pick(ClassSource.CONSTRUCTORS);
        String digest = all.expressions.digest(place.find(Variable::capturable));
        String name = all.name("v");
        String made = "Box %s = new Box%s { @Override public String toString() { return super.toString() + %s; } };"
                .formatted(name, all.expressions.arguments(parameters, place, DEPTH), digest);
        place.declare(new Variable(name, Kind.BOX, true, false));
        return Statement.of(made);
    }

    /** A variable whose type has no name, only fields. */
    private Statement unnamedType(Place place) {
        Place inside = place.inClass(null, false);
        Kind kind = dice.pick(Kind.ALL);
        String name = all.name("v");
        String made = "var %s = new Object() { %s field = %s; };"
                .formatted(name, kind.java, all.expressions.of(kind, inside, DEPTH));
        place.declare(new Variable(name + ".field", kind, true, true));
        return Statement.of(made);
    }
}
