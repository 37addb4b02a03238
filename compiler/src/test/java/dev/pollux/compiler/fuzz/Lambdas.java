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
        String type = dice.pick(
                "java.util.function.Supplier<Object>", "java.util.function.Supplier<Object> & java.io.Serializable");
        String lambda = dice.oneIn(3)
                ? "(" + all.expressions.of(Kind.BOX, place, 2) + ")::toString"
                : "() -> " + all.expressions.of(Kind.OBJECT, inside, 2);
        return Statement.of("e.log(((%s) %s).get());".formatted(type, lambda));
    }

    /** A block with a value, now and then behind an ordinary lambda or in a method of an anonymous class. */
    private List<Statement> block(Place place) {
        Kind kind = dice.pick(Kind.ALL);
        Shape shape = dice.pick(Shape.values());
        Place inside = shape == Shape.IN_CLASS ? place.inClass(kind, true) : place.inLambda(kind, true);
        List<Statement> body = all.statements.block(inside, 1 + dice.below(4), false);
        if (body.get(body.size() - 1).completes()) {
            body.add(all.statements.exit(inside));
        }
        String maker = all.name("n");
        String type = "Future<" + kind.boxed + ">";
        String head = shape.head.formatted(type, maker) + "Futures.async((AsyncBlock<" + kind.boxed + ">) () ->";
        Statement block = new Statement(List.of(new Statement.Part(head, body)), shape.tail, true);
        String value = all.name("v");
        place.declare(new Variable(value, kind, true, false));
        return List.of(block, Statement.of("%s %s = %s%s.await();".formatted(kind.java, value, maker, shape.call)));
    }

    /** How a nested block is written, and how to get at its future. */
    private enum Shape {
        PLAIN("%s %s = ", ");", ""),
        SUPPLIED("java.util.function.Supplier<%s> %s = () -> ", ");", ".get()"),
        IN_CLASS("var %2$s = new Object() { %1$s make() { return ", "); } };", ".make()");

        private final String head;
        private final String tail;
        private final String call;

        Shape(String head, String tail, String call) {
            this.head = head;
            this.tail = tail;
            this.call = call;
        }
    }

    /** A block without a value. */
    private List<Statement> action(Place place) {
        Place inside = place.inLambda(Kind.VOID, true);
        List<Statement> body = all.statements.block(inside, 1 + dice.below(4), true);
        Statement.Part part = new Statement.Part("Futures.async((AsyncAction) () ->", body);
        return List.of(new Statement(List.of(part), ").await();", true));
    }
}
