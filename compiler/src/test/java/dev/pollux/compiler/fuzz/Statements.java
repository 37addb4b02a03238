package dev.pollux.compiler.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Makes blocks of statements. */
final class Statements {

    private static final int MAX_LOOPS = 2;
    private static final int DEPTH = 3;

    private final MethodGenerator all;
    private final Dice dice;

    Statements(MethodGenerator all) {
        this.all = all;
        dice = all.dice;
    }

    /** Statements in a block of their own; if they need not complete, they may end in a jump. */
    List<Statement> block(Place place, int length, boolean mustComplete) {
        List<Statement> made = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            made.addAll(next(place, mustComplete));
            if (!made.get(made.size() - 1).completes()) {
                return made;
            }
        }
        if (!mustComplete && dice.oneIn(8)) {
            made.addAll(escape(place));
        } else if (dice.oneIn(3)) {
            made.add(digest(place));
        }
        return made;
    }

    /** A block inside another statement. */
    List<Statement> body(Place place, boolean mustComplete) {
        return block(place.inner(), 1 + dice.below(3), mustComplete);
    }

    private List<Statement> next(Place place, boolean mustComplete) {
        if (!all.mayGrow()) {
            return List.of(log(place));
        }
        return switch (dice.below(21)) {
            case 0, 1, 2, 3 -> all.declarations.statements(place);
            case 4, 5, 6 -> List.of(assignment(place));
            case 7 -> List.of(log(place));
            case 8, 9 -> List.of(branch(place, mustComplete));
            case 10, 11 -> List.of(place.loops() < MAX_LOOPS ? all.loops.statement(place) : assignment(place));
            case 12 ->
                List.of(
                        Patterns.RECORDS && dice.oneIn(2)
                                ? all.patternSwitches.statement(place)
                                : all.switches.statement(place));
            case 13, 14, 15 -> List.of(all.tries.mayTry(place) ? all.tries.statement(place, mustComplete) : log(place));
            case 16 -> guardedEscape(place);
            case 17 -> all.lambdas.statements(place);
            case 18 -> bound(place);
            case 19 -> List.of(dice.oneIn(2) ? all.asserts.statement(place) : all.anonymousClasses.statement(place));
            default -> List.of(awaited(place));
        };
    }

    Statement log(Place place) {
        Kind kind = dice.pick(Kind.PRINTABLE);
        return Statement.of("e.<%s>log(%s);".formatted(kind.boxed, all.expressions.of(kind, place, DEPTH)));
    }

    /** An await for its effect, if there can be one. */
    Statement awaited(Place place) {
        return place.awaits()
                ? Statement.of(all.expressions.await(dice.pick(Kind.ALL), place, DEPTH) + ";")
                : log(place);
    }

    private Statement assignment(Place place) {
        return Statement.of(all.assignments.of(dice.pick(Kind.ALL), place, DEPTH) + ";");
    }

    /** Reads every variable in scope, so that all of them are alive before. */
    Statement digest(Place place) {
        return Statement.of("e.log(" + all.expressions.digest(place.variables()) + ");");
    }

    private Statement branch(Place place, boolean mustComplete) {
        String condition = all.expressions.of(Kind.BOOLEAN, place, DEPTH);
        Statement.Part yes = new Statement.Part("if (" + condition + ")", body(place, mustComplete));
        if (dice.oneIn(2)) {
            return Statement.of(yes);
        }
        Statement.Part no = new Statement.Part("else", body(place, mustComplete));
        return Statement.of(yes, no).completingIf(yes.completes() || no.completes());
    }

    /** The return that ends a lambda. */
    Statement exit(Place place) {
        if (place.returns() == Kind.VOID) {
            return Statement.abrupt("return;");
        }
        return Statement.abrupt("return " + all.expressions.of(place.returns(), place, DEPTH) + ";");
    }

    /** A jump out of the block, or nothing if there is nowhere to go. */
    private List<Statement> escape(Place place) {
        List<Statement> choices = new ArrayList<>();
        if (place.returns() != null) {
            choices.add(exit(place));
        }
        for (Place.Target target : place.targets()) {
            choices.add(
                    Statement.abrupt((target.loop() && dice.oneIn(2) ? "continue " : "break ") + target.label() + ";"));
        }
        if (!place.calm()) {
            String message = all.expressions.of(Kind.STRING, place, 2);
            String type = dice.pick("IllegalStateException", "ArithmeticException", "IllegalArgumentException");
            choices.add(Statement.abrupt("throw new %s((String) %s);".formatted(type, message)));
        }
        return choices.isEmpty() ? List.of() : List.of(dice.pick(choices));
    }

    private List<Statement> guardedEscape(Place place) {
        List<Statement> escape = escape(place);
        if (escape.isEmpty()) {
            return List.of(log(place));
        }
        String condition = all.expressions.of(Kind.BOOLEAN, place, 2);
        return List.of(Statement.of(new Statement.Part("if (" + condition + ")", escape)));
    }

    /** A pattern variable, bound in a branch or, if the other branch leaves, from there on. */
    private List<Statement> bound(Place place) {
        Kind kind = dice.pick(Kind.STRING, Kind.BOXED_INT, Kind.BOX);
        String name = all.name("p");
        String test = all.operators.instanceOf(kind, name, place, 2);
        List<Statement> escape = dice.oneIn(2) ? escape(place) : List.of();
        if (!escape.isEmpty()) {
            place.declare(Variable.fixed(name, kind));
            return List.of(Statement.of(new Statement.Part("if (!(" + test + "))", escape)));
        }
        Place inside = place.inner();
        inside.declare(Variable.fixed(name, kind));
        return List.of(Statement.of(new Statement.Part("if (" + test + ")", body(inside, true))));
    }
}
