package dev.pollux.compiler.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes lambdas: async blocks in the block, and ordinary ones.
 *
 * <p>Each is cast to its type. Otherwise javac, with two methods {@code async} to choose from, would look at each body twice, and
 * at the bodies inside it four times.
 */
final class Lambdas {

    private final MethodGenerator all;
    private final Dice dice;

    Lambdas(MethodGenerator all) {
        this.all = all;
        dice = all.dice;
    }

    /** An async block of one expression, awaited on the spot. */
    String expression(Kind kind, Place place, int depth) {
        Place inside = place.inLambda(null, true);
        return "Futures.async((AsyncBlock<%s>) () -> %s).await()"
                .formatted(kind.boxed, all.expressions.of(kind, inside, depth - 1));
    }

    /** Variables that can be captured, and a statement with a lambda that uses them. */
    List<Statement> statements(Place place) {
        List<Statement> made = new ArrayList<>();
        for (int i = dice.below(3); i > 0; i--) {
            made.add(all.declarations.fixed(place));
        }
        if (!place.nests() || dice.oneIn(4)) {
            made.add(ordinary(place));
        } else {
            made.addAll(dice.oneIn(4) ? action(place) : block(place));
        }
        return made;
    }

    private Statement ordinary(Place place) {
        Place inside = place.inLambda(null, false);
        String supplier = "((java.util.function.Supplier<Object>) () -> %s)";
        return Statement.of("e.log(" + supplier.formatted(all.expressions.of(Kind.OBJECT, inside, 2)) + ".get());");
    }

    /** A block with a value, behind an ordinary lambda now and then. */
    private List<Statement> block(Place place) {
        Kind kind = dice.pick(Kind.ALL);
        Place inside = place.inLambda(kind, true);
        List<Statement> body = all.statements.block(inside, 1 + dice.below(4), false);
        if (body.get(body.size() - 1).completes()) {
            body.add(all.statements.exit(inside));
        }
        String future = all.name("n");
        String type = "Future<" + kind.boxed + ">";
        boolean supplied = dice.oneIn(4);
        String head = supplied
                ? "java.util.function.Supplier<%s> %s = () -> Futures.async((AsyncBlock<%s>) () ->"
                        .formatted(type, future, kind.boxed)
                : "%s %s = Futures.async((AsyncBlock<%s>) () ->".formatted(type, future, kind.boxed);
        Statement block = new Statement(List.of(new Statement.Part(head, body)), ");", true);
        String value = all.name("v");
        place.declare(new Variable(value, kind, true, false));
        return List.of(
                block,
                Statement.of("%s %s = %s%s.await();".formatted(kind.java, value, future, supplied ? ".get()" : "")));
    }

    /** A block without a value. */
    private List<Statement> action(Place place) {
        Place inside = place.inLambda(Kind.VOID, true);
        List<Statement> body = all.statements.block(inside, 1 + dice.below(4), true);
        Statement.Part part = new Statement.Part("Futures.async((AsyncAction) () ->", body);
        return List.of(new Statement(List.of(part), ").await();", true));
    }
}
