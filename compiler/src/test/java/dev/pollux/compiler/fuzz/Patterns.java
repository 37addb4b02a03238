package dev.pollux.compiler.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Makes the patterns of switches and of {@code instanceof} that came with Java 21 and 22, if this JVM is one of those. */
final class Patterns {

    private static final int JAVA = Runtime.version().feature();
    static final boolean RECORDS = JAVA >= 21;
    private static final boolean UNNAMED = JAVA >= 22;
    private static final List<Kind> TYPES = List.of(Kind.STRING, Kind.BOXED_INT, Kind.BOXED_LONG, Kind.BOX);

    private final MethodGenerator all;
    private final Dice dice;

    Patterns(MethodGenerator all) {
        this.all = all;
        dice = all.dice;
    }

    /**
     * A case label.
     *
     * @param text what stands between {@code case} and the arrow
     * @param place where the variables it binds are in scope
     */
    record Label(String text, Place place) {}

    /** The labels of a switch over anything. None of them dominates one behind it, and they leave something to the default. */
    List<Label> labels(Place place, int depth) {
        List<Label> labels = new ArrayList<>();
        if (place.calm() || dice.oneIn(2)) {
            labels.add(new Label("null", place.inner()));
        }
        for (int i = 1 + dice.below(2); i > 0; i--) {
            labels.add(guarded(ofRecord(place), depth));
        }
        if (dice.oneIn(2)) {
            labels.add(ofRecord(place));
        }
        for (Kind kind : TYPES) {
            if (dice.oneIn(2)) {
                Label label = ofType(kind, place);
                labels.add(dice.oneIn(2) ? guarded(label, depth) : label);
            }
        }
        return labels;
    }

    /** A value that the labels fit more often than any. */
    String selector(Place place, int depth) {
        return dice.oneIn(3)
                ? "((Object) cut((Object) " + all.expressions.of(Kind.OBJECT, place, depth) + "))"
                : "anything((int) " + all.expressions.of(Kind.INT, place, depth) + ")";
    }

    /** A record pattern and something that uses its variables. */
    String condition(Place place, int depth) {
        Label label = ofRecord(place);
        return "(%s instanceof %s && %s)"
                .formatted(
                        selector(place, depth - 1),
                        label.text(),
                        all.expressions.of(Kind.BOOLEAN, label.place(), depth - 1));
    }

    private Label guarded(Label label, int depth) {
        String guard = all.expressions.of(Kind.BOOLEAN, label.place().inGuard(), depth);
        return new Label(label.text() + " when (" + guard + ") ^ s_boolean", label.place()); // never a constant
    }

    private Label ofType(Kind kind, Place place) {
        Place bound = place.inner();
        return new Label(bind(kind, bound), bound);
    }

    private Label ofRecord(Place place) {
        Place bound = place.inner();
        return new Label(record(bound, 2), bound);
    }

    private String record(Place bound, int depth) {
        return "Duo(%s, %s)".formatted(component(bound, depth), component(bound, depth));
    }

    private String component(Place bound, int depth) {
        return switch (dice.below(5)) {
            case 0 -> depth > 1 ? record(bound, depth - 1) : bind(Kind.OBJECT, bound);
            case 1 -> UNNAMED ? dice.pick("_", "Integer _", "var _") : bind(Kind.OBJECT, bound);
            case 2 -> {
                String name = all.name("p");
                bound.declare(Variable.fixed(name, Kind.OBJECT));
                yield "var " + name;
            }
            default -> bind(dice.pick(Kind.STRING, Kind.BOXED_INT, Kind.BOXED_LONG, Kind.OBJECT), bound);
        };
    }

    private String bind(Kind kind, Place bound) {
        String name = all.name("p");
        bound.declare(Variable.fixed(name, kind));
        return kind.java + " " + name;
    }
}
