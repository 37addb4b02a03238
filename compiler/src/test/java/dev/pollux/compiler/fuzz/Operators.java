package dev.pollux.compiler.fuzz;

import java.util.List;

/** Makes expressions of operators, those that only one kind has. */
final class Operators {

    private final MethodGenerator all;
    private final Dice dice;

    Operators(MethodGenerator all) {
        this.all = all;
        dice = all.dice;
    }

    String of(Kind kind, Place place, int depth) {
        if (dice.oneIn(6)) {
            return element(kind, place, depth);
        }
        return switch (kind) {
            case BOOLEAN -> condition(place, depth);
            case INT, LONG -> dice.oneIn(4) ? cast(kind, place, depth) : integral(kind, place, depth);
            case FLOAT, DOUBLE -> dice.oneIn(4) ? cast(kind, place, depth) : floating(kind, place, depth);
            case BYTE, CHAR, SHORT -> cast(kind, place, depth);
            case BOXED_INT -> "((Integer) (int) " + operand(Kind.INT, place, depth) + ")";
            case BOXED_LONG -> "((Long) (long) " + operand(Kind.LONG, place, depth) + ")";
            case BOXED_DOUBLE -> "((Double) (double) " + operand(Kind.DOUBLE, place, depth) + ")";
            case STRING -> concatenation(place, depth);
            case OBJECT -> "((Object) " + operand(dice.pick(Kind.PRINTABLE), place, depth) + ")";
            case BOX -> construction(place, depth);
            case LIST -> all.generics.list(place, depth);
            case INTS, LONGS, BYTES, DOUBLES, STRINGS, BOOLEANS, CHARS, SHORTS, FLOATS -> array(kind, place, depth);
            case VOID -> throw new IllegalArgumentException("nothing has this type");
        };
    }

    private String operand(Kind kind, Place place, int depth) {
        return all.expressions.of(kind, place, depth - 1);
    }

    private String integral(Kind kind, Place place, int depth) {
        String left = operand(kind, place, depth);
        Kind other = kind == Kind.LONG && dice.oneIn(2) ? Kind.LONG : dice.pick(Kind.FITS_INT);
        String right = operand(other, place, depth);
        if (dice.oneIn(6)) {
            String divisor = place.calm() || !dice.oneIn(3) ? "| 1" : "& 1"; // the latter may be zero
            return "(%s %s (%s %s))".formatted(left, dice.pick("/", "%"), right, divisor);
        }
        if (dice.oneIn(8)) {
            return "(%s(%s))".formatted(dice.pick("-", "~"), left);
        }
        return "(%s %s %s)".formatted(left, dice.pick("+", "-", "*", "&", "|", "^", "<<", ">>", ">>>"), right);
    }

    private String floating(Kind kind, Place place, int depth) {
        Kind other = dice.pick(Kind.NUMERIC);
        if (kind == Kind.FLOAT && other == Kind.DOUBLE) {
            other = Kind.LONG;
        }
        String first = operand(kind, place, depth);
        String second = operand(other, place, depth);
        String operator = dice.pick("+", "-", "*", "/");
        return dice.oneIn(2)
                ? "(%s %s %s)".formatted(first, operator, second)
                : "(%s %s %s)".formatted(second, operator, first);
    }

    /** By way of the operand's primitive type: a boxed one cannot be cast to another primitive. */
    private String cast(Kind kind, Place place, int depth) {
        Kind from = dice.pick(Kind.NUMERIC);
        return "((%s) (%s) %s)".formatted(kind.java, from.java, operand(from, place, depth));
    }

    private String condition(Place place, int depth) {
        return switch (dice.below(6)) {
            case 0 -> "(%s && %s)".formatted(both(place, depth));
            case 1 -> "(%s || %s)".formatted(both(place, depth));
            case 2 -> "(!%s)".formatted(operand(Kind.BOOLEAN, place, depth));
            case 3 -> "(%s ^ %s)".formatted(both(place, depth));
            case 4 -> instanceOf(place, depth);
            default -> comparison(place, depth);
        };
    }

    private Object[] both(Place place, int depth) {
        return new Object[] {operand(Kind.BOOLEAN, place, depth), operand(Kind.BOOLEAN, place, depth)};
    }

    String comparison(Place place, int depth) {
        Kind left = dice.pick(Kind.NUMERIC);
        String first = operand(left, place, depth);
        String second = operand(dice.pick(Kind.NUMERIC), place, depth);
        if (dice.oneIn(3)) { // with a primitive on one side: two boxes would be compared by identity
            return "((%s) %s %s %s)".formatted(left.java, first, dice.pick("==", "!="), second);
        }
        return "(%s %s %s)".formatted(first, dice.pick("<", ">", "<=", ">="), second);
    }

    private String instanceOf(Place place, int depth) {
        if (Patterns.RECORDS && dice.oneIn(3)) {
            return all.patterns.condition(place, depth);
        }
        Kind tested = dice.pick(Kind.STRING, Kind.BOXED_INT, Kind.BOXED_LONG, Kind.BOXED_DOUBLE, Kind.BOX);
        String name = all.name("p");
        String test = instanceOf(tested, name, place, depth);
        Place bound = place.inner();
        bound.declare(Variable.fixed(name, tested));
        return "(%s && %s)".formatted(test, operand(Kind.BOOLEAN, bound, depth));
    }

    /** By way of a method: javac 17 crashes on a pattern for a condition that was cast. */
    String instanceOf(Kind kind, String name, Place place, int depth) {
        String value = Expressions.argument(Kind.OBJECT, operand(Kind.OBJECT, place, depth));
        return "((Object) cut(%s)) instanceof %s %s".formatted(value, kind.boxed, name);
    }

    private String concatenation(Place place, int depth) {
        StringBuilder out =
                new StringBuilder("(\"").append((char) ('A' + dice.below(26))).append('"');
        for (int i = 1 + dice.below(3); i > 0; i--) {
            out.append(" + ").append(operand(dice.pick(Kind.PRINTABLE), place, depth));
        }
        return out.append(')').toString();
    }

    private String construction(Place place, int depth) {
        List<Kind> parameters = dice.pick(ClassSource.CONSTRUCTORS);
        String arguments = all.expressions.arguments(parameters, place, depth);
        return place.self() != null && parameters.equals(ClassSource.CONSTRUCTORS.get(0)) && dice.oneIn(2)
                ? "((Box) " + place.self() + ".new Inner" + arguments + ")"
                : "new Box" + arguments;
    }

    private String array(Kind kind, Place place, int depth) {
        Kind element = kind.element();
        return switch (dice.below(3)) {
            case 0 ->
                "new %s {%s, %s, %s}"
                        .formatted(
                                kind.java,
                                operand(element, place, depth),
                                operand(element, place, depth),
                                operand(element, place, depth));
            case 1 -> "new %s[3 + (%s & 1)]".formatted(element.java, operand(Kind.INT, place, depth));
            default ->
                "(new %s[2 + (%s & 1)][3 + (%s & 1)])[%s]"
                        .formatted(
                                element.java,
                                operand(Kind.INT, place, depth),
                                operand(Kind.BYTE, place, depth),
                                index(place, depth));
        };
    }

    private String element(Kind kind, Place place, int depth) {
        if (kind == Kind.STRING && dice.oneIn(3)) {
            return "(%s).get(%s)".formatted(operand(Kind.LIST, place, depth), index(place, depth));
        }
        for (Kind array : Kind.ARRAYS) {
            if (array.element() == kind) {
                return "(%s)[%s]".formatted(operand(array, place, depth), index(place, depth));
            }
        }
        return operand(kind, place, depth);
    }

    /** An index that fits every array, unless it is to throw. */
    String index(Place place, int depth) {
        String index = operand(Kind.INT, place, depth);
        return place.calm() || !dice.oneIn(12) ? "(" + index + " & 1)" : index;
    }
}
