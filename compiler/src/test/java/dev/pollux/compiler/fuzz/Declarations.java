package dev.pollux.compiler.fuzz;

import java.util.List;

/** Makes declarations of local variables, and of local classes. */
final class Declarations {

    private static final int DEPTH = 3;

    private final MethodGenerator all;
    private final Dice dice;

    Declarations(MethodGenerator all) {
        this.all = all;
        dice = all.dice;
    }

    List<Statement> statements(Place place) {
        return switch (dice.below(11)) {
            case 0, 1 -> deferred(place);
            case 2 -> List.of(fixed(place));
            case 3 -> List.of(sometimes(place));
            case 4 -> List.of(place.assigns() ? localClass(place) : plain(place)); // javac 25 rejects records in guards
            case 5 -> List.of(fromTryingSwitch(place));
            case 6 -> List.of(common(place));
            default -> List.of(plain(place));
        };
    }

    private Statement plain(Place place) {
        Kind kind = dice.pick(Kind.ALL);
        String value = all.assignments.value(kind, place, DEPTH);
        String name = all.name("v");
        place.declare(new Variable(name, kind, true, false));
        return Statement.of(
                dice.oneIn(4)
                        ? "var %s = (%s) (%s);".formatted(name, kind.java, value)
                        : "%s %s = %s;".formatted(kind.java, name, value));
    }

    /** A variable of a type that only javac can write down: what two kinds have in common. */
    private Statement common(Place place) {
        String condition = all.expressions.of(Kind.BOOLEAN, place, 2);
        String first = all.expressions.of(dice.pick(Kind.PRINTABLE), place, 2);
        String second = all.expressions.of(dice.pick(Kind.PRINTABLE), place, 2);
        String name = all.name("c");
        place.declare(Variable.fixed(name, Kind.OBJECT));
        return Statement.of("var %s = %s ? %s : %s;".formatted(name, condition, first, second));
    }

    /** A variable that lambdas can capture. */
    Statement fixed(Place place) {
        Kind kind = dice.pick(Kind.ALL);
        String value = all.assignments.value(kind, place, DEPTH);
        return fixed(kind, value, place);
    }

    /** A variable outside the block, which captures it. */
    Statement captured(Place place) {
        Kind kind = dice.pick(Kind.ALL);
        return fixed(kind, all.expressions.literal(kind), place);
    }

    private Statement fixed(Kind kind, String value, Place place) {
        String name = all.name("c");
        place.declare(Variable.fixed(name, kind));
        return Statement.of("final %s %s = %s;".formatted(kind.java, name, value));
    }

    /** A variable without a value at first, which then gets one on every path. */
    private List<Statement> deferred(Place place) {
        Kind kind = dice.pick(Kind.ALL);
        String name = all.name("v");
        Statement declaration = Statement.of("%s %s;".formatted(kind.java, name));
        Statement assignment = all.tries.mayTry(place) && dice.oneIn(2)
                ? all.tries.assigning(kind, name, place)
                : Statement.of(
                        new Statement.Part(
                                "if (" + all.expressions.of(Kind.BOOLEAN, place, DEPTH) + ")",
                                assigned(kind, name, place)),
                        new Statement.Part("else", assigned(kind, name, place)));
        place.declare(new Variable(name, kind, true, false));
        return List.of(declaration, assignment);
    }

    /** Some statements, and an assignment to a variable that they do not know of. */
    List<Statement> assigned(Kind kind, String name, Place place) {
        Place inside = place.inner();
        List<Statement> body = all.statements.block(inside, dice.below(3), true);
        body.add(Statement.of(all.assignments.simple(kind, name, inside, DEPTH) + ";"));
        return body;
    }

    /** A variable that has a value on one path only, and is not used after that. */
    private Statement sometimes(Place place) {
        Kind kind = dice.pick(Kind.ALL);
        String name = all.name("v");
        String condition = all.expressions.of(Kind.BOOLEAN, place, 2);
        Place inside = place.inner();
        Statement assignment = Statement.of(all.assignments.simple(kind, name, inside, DEPTH) + ";");
        inside.declare(new Variable(name, kind, true, false));
        List<Statement> body = all.statements.block(inside, 1 + dice.below(2), true);
        body.add(0, assignment);
        body.add(all.statements.digest(inside));
        return new Statement(
                List.of(new Statement.Part(
                        "", // a block, so that the slot of the variable is used again
                        List.of(
                                Statement.of("%s %s;".formatted(kind.java, name)),
                                Statement.of(new Statement.Part("if (" + condition + ")", body)),
                                all.statements.awaited(place.inner())))),
                "",
                true);
    }

    private Statement localClass(Place place) {
        Kind first = dice.pick(Kind.ALL);
        Kind second = dice.pick(Kind.ALL);
        String arguments = all.expressions.arguments(List.of(first, second), place, DEPTH);
        String name = all.name("R");
        if (dice.oneIn(2)) {
            String members = "record %s(%s a, %s b) {}".formatted(name, first.java, second.java);
            String made = all.name("v");
            return Statement.of(members
                    + " { var %s = new %s%s; e.log(show(%s.a(), %s.b())); }"
                            .formatted(made, name, arguments, made, made));
        }
        List<Variable> captured = place.find(Variable::capturable);
        String members = "class %s { final Object all; %s(%s a, %s b) { all = show(a, b, %s); } }"
                .formatted(name, name, first.java, second.java, all.expressions.digest(captured));
        return Statement.of(members + " e.log(new " + name + arguments + ".all);");
    }

    /** An object under construction while a switch expression tries. */
    private Statement fromTryingSwitch(Place place) {
        if (!all.tries.mayTry(place)) {
            return plain(place);
        }
        String name = all.name("v");
        String argument = all.switchExpressions.trying(Kind.STRING, place, 2);
        String number = all.expressions.leaf(Kind.INT, place);
        place.declare(new Variable(name, Kind.BOX, true, false));
        return Statement.of("Box %s = new Box(%s, %s);".formatted(name, number, argument));
    }
}
