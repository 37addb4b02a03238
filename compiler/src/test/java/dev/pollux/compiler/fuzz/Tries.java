package dev.pollux.compiler.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Makes try statements of all forms, and synchronized ones, in which nothing awaits. */
final class Tries {

    private static final int MAX_CLEAN_UPS = 2;

    private static final List<List<String>> CHECKED = List.of(
            List.of("IOException"),
            List.of("IOException", "Exception"),
            List.of("IOException | IllegalStateException"),
            List.of("ArithmeticException", "IOException", "IllegalStateException"),
            List.of("Exception"));

    private static final List<List<String>> UNCHECKED = List.of(
            List.of("IllegalStateException"),
            List.of("ArithmeticException | IndexOutOfBoundsException", "RuntimeException"),
            List.of("RuntimeException", "Exception"));

    private final MethodGenerator all;
    private final Dice dice;

    Tries(MethodGenerator all) {
        this.all = all;
        dice = all.dice;
    }

    boolean mayTry(Place place) {
        return place.tries() && place.cleanUps() < MAX_CLEAN_UPS;
    }

    Statement statement(Place place, boolean mustComplete) {
        return dice.oneIn(6) ? synchronizedStatement(place) : tryStatement(place, mustComplete);
    }

    private Statement synchronizedStatement(Place place) {
        String monitor = all.expressions.of(Kind.BOX, place, 2);
        Place inside = place.withoutAwaits();
        return Statement.of(new Statement.Part("synchronized (" + monitor + ")", all.statements.body(inside, true)));
    }

    Statement tryStatement(Place place, boolean mustComplete) {
        boolean cleansUp = dice.oneIn(2);
        Place inside = cleansUp ? place.cleanedUp() : place;
        List<Statement.Part> parts = new ArrayList<>();
        parts.add(new Statement.Part("try" + resources(inside, !cleansUp), guarded(inside, mustComplete)));
        boolean completes = parts.get(0).completes();
        if (!cleansUp || dice.oneIn(2)) {
            for (Statement.Part handler : handlers(inside, mustComplete)) {
                parts.add(handler);
                completes |= handler.completes();
            }
        }
        if (cleansUp) {
            Statement.Part cleanUp = new Statement.Part("finally", all.statements.body(place.inCleanUp(), true));
            parts.add(cleanUp);
        }
        return new Statement(parts, "", completes);
    }

    private List<Statement> guarded(Place place, boolean mustComplete) {
        Place inside = place.inner();
        List<Statement> body = new ArrayList<>(List.of(all.statements.awaited(inside))); // can throw anything
        body.addAll(all.statements.block(inside, 1 + dice.below(3), mustComplete));
        return body;
    }

    private String resources(Place place, boolean likely) {
        if (!dice.oneIn(likely ? 3 : 5)) {
            return "";
        }
        List<String> resources = new ArrayList<>();
        for (int i = 1 + dice.below(2); i > 0; i--) {
            boolean bad = place.freedom().wildCleanUp && !place.calm() && dice.oneIn(4);
            String name = "\"r\" + " + all.expressions.of(Kind.INT, place, 2);
            String made = "e.%s(%s)".formatted(bad ? "openBad" : "open", name);
            resources.add("var %s = %s"
                    .formatted(all.name("r"), place.awaits() && dice.oneIn(3) ? "e.of(" + made + ").await()" : made));
        }
        return " (" + String.join("; ", resources) + ")";
    }

    private List<Statement.Part> handlers(Place place, boolean mustComplete) {
        if (dice.oneIn(6)) {
            return List.of(ofThrowable(place, mustComplete));
        }
        List<Statement.Part> handlers = new ArrayList<>();
        for (String type : dice.pick(place.awaits() ? CHECKED : UNCHECKED)) {
            String name = all.name("x");
            List<Statement> body = all.statements.body(place, mustComplete);
            body.add(0, Statement.of("e.log(\"caught \" + " + name + ".getMessage());"));
            handlers.add(new Statement.Part("catch (%s %s)".formatted(type, name), body));
        }
        return handlers;
    }

    /** A handler of everything, which throws it on unless it may swallow it. */
    private Statement.Part ofThrowable(Place place, boolean mustComplete) {
        String name = all.name("x");
        boolean swallows = place.freedom().swallows;
        Place inside = swallows ? place : place.withoutEscape();
        List<Statement> body = all.statements.body(inside, true);
        if (!swallows || (!mustComplete && dice.oneIn(2))) {
            body.add(Statement.abrupt("throw " + name + ";"));
        }
        return new Statement.Part("catch (Throwable %s)".formatted(name), body);
    }

    /** A variable's first assignment, in a try that may not get to it, and in the handler. */
    Statement assigning(Kind kind, String variable, Place place) {
        List<Statement> body = all.declarations.assigned(kind, variable, place);
        body.add(0, all.statements.awaited(place.inner()));
        List<Statement> handler = all.declarations.assigned(kind, variable, place);
        return Statement.of(
                new Statement.Part("try", body),
                new Statement.Part("catch (Exception %s)".formatted(all.name("x")), handler));
    }
}
