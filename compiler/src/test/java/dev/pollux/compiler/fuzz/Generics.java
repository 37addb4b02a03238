package dev.pollux.compiler.fuzz;

/** Makes expressions of generic methods, bounded ones too, generic records and variable arguments. */
final class Generics {

    private static final String OWNER = ClassSource.NAME_OF_CLASS + ".";

    private final MethodGenerator all;
    private final Dice dice;

    Generics(MethodGenerator all) {
        this.all = all;
        dice = all.dice;
    }

    String expression(Kind kind, Place place, int depth) {
        return switch (dice.below(4)) {
            case 0 -> OWNER + "<%s>same(%s)".formatted(kind.boxed, argument(kind, place, depth));
            case 1 -> chosen(kind, place, depth);
            case 2 -> pair(kind, place, depth);
            default -> special(kind, place, depth);
        };
    }

    private String argument(Kind kind, Place place, int depth) {
        return Expressions.argument(kind, all.expressions.of(kind, place, depth - 1));
    }

    private String chosen(Kind kind, Place place, int depth) {
        return OWNER
                + "<%s>chosen(%s, %s, %s)"
                        .formatted(
                                kind.boxed,
                                argument(Kind.BOOLEAN, place, depth),
                                argument(kind, place, depth),
                                argument(kind, place, depth));
    }

    private String pair(Kind kind, Place place, int depth) {
        Kind other = dice.pick(Kind.ALL);
        boolean first = dice.oneIn(2);
        Kind left = first ? kind : other;
        Kind right = first ? other : kind;
        return "new Pair<%s, %s>(%s, %s).%s()"
                .formatted(
                        left.boxed,
                        right.boxed,
                        argument(left, place, depth),
                        argument(right, place, depth),
                        first ? "first" : "second");
    }

    /** What only some kinds have: variable arguments, and a bound of two types, which a null would not survive. */
    private String special(Kind kind, Place place, int depth) {
        return switch (kind) {
            case INT -> "sum(%s, %s)".formatted(argument(Kind.INT, place, depth), argument(Kind.BYTE, place, depth));
            case DOUBLE ->
                "total(%s, %s, %s)"
                        .formatted(
                                argument(Kind.LONG, place, depth),
                                argument(Kind.DOUBLE, place, depth),
                                argument(Kind.FLOAT, place, depth));
            case BYTE, SHORT, LONG, FLOAT, CHAR, BOXED_INT, BOXED_LONG, BOXED_DOUBLE, BOOLEAN ->
                most(kind, place, depth);
            case STRING -> place.calm() ? list(place, depth) + ".get(0)" : most(kind, place, depth);
            default -> chosen(kind, place, depth);
        };
    }

    private String most(Kind kind, Place place, int depth) {
        return OWNER
                + "<%s>most(%s, %s)".formatted(kind.boxed, argument(kind, place, depth), argument(kind, place, depth));
    }

    String list(Place place, int depth) {
        return OWNER
                + "<String>list(%s, %s)"
                        .formatted(argument(Kind.STRING, place, depth), argument(Kind.STRING, place, depth));
    }
}
