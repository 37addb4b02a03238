package dev.pollux.compiler.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the source of one async method out of a seed. The parts of the generator meet here: each makes one sort of code and
 * asks the others for what is inside.
 */
final class MethodGenerator {

    private static final int SMALL = 50;
    private static final int LARGE = 160;

    final Dice dice;
    final Expressions expressions;
    final Operators operators;
    final Assignments assignments;
    final SwitchExpressions switchExpressions;
    final Patterns patterns;
    final PatternSwitches patternSwitches;
    final Generics generics;
    final Lambdas lambdas;
    final Statements statements;
    final Declarations declarations;
    final AnonymousClasses anonymousClasses;
    final Asserts asserts;
    final Loops loops;
    final Switches switches;
    final Tries tries;

    private int names;
    private int nodes;

    private MethodGenerator(long seed) {
        dice = new Dice(seed);
        nodes = dice.below(dice.oneIn(10) ? LARGE : SMALL);
        expressions = new Expressions(this);
        operators = new Operators(this);
        assignments = new Assignments(this);
        switchExpressions = new SwitchExpressions(this);
        patterns = new Patterns(this);
        patternSwitches = new PatternSwitches(this);
        generics = new Generics(this);
        lambdas = new Lambdas(this);
        statements = new Statements(this);
        declarations = new Declarations(this);
        anonymousClasses = new AnonymousClasses(this);
        asserts = new Asserts(this);
        loops = new Loops(this);
        switches = new Switches(this);
        tries = new Tries(this);
    }

    static GeneratedMethod generate(long seed) {
        return new MethodGenerator(seed).method(seed);
    }

    private GeneratedMethod method(long seed) {
        Freedom freedom = dice.pick(Freedom.values());
        Home home = dice.pick(Home.values());
        Place around = home.place(freedom);
        List<Statement> captures = new ArrayList<>();
        for (int i = dice.below(4); i > 0; i--) {
            captures.add(declarations.captured(around));
        }
        Place place = around.inLambda(Kind.OBJECT, true);
        List<Statement> body = statements.block(place, 2 + dice.below(7), false);
        if (body.get(body.size() - 1).completes()) {
            body.add(statements.digest(place));
            body.add(statements.exit(place));
        }
        return new GeneratedMethod(seed, freedom, home, captures, body);
    }

    String name(String prefix) {
        return prefix + names++;
    }

    /** Takes from what the method may grow to; when it is used up, only leaves grow. */
    boolean mayGrow() {
        return nodes-- > 0;
    }
}
