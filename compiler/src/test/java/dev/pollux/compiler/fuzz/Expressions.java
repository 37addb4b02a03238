package dev.pollux.compiler.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes expressions of a given kind. What can be read as more than one operand is parenthesised.
 *
 * <p>Awaits turn up anywhere, so there is anything on the operand stack below them.
 */
final class Expressions {

    private static final String THIS = ClassSource.NAME_OF_CLASS + ".this.";

    private final MethodGenerator all;
    private final Dice dice;

    Expressions(MethodGenerator all) {
        this.all = all;
        dice = all.dice;
    }

    /** An expression with at most {@code depth} levels of operators. */
    String of(Kind kind, Place place, int depth) {
        if (depth <= 0 || !all.mayGrow()) {
            return leaf(kind, place);
        }
        return switch (dice.below(13)) {
            case 0, 1, 2 -> all.operators.of(kind, place, depth);
            case 3, 4 -> await(kind, place, depth);
            case 5 -> call(kind, place, depth);
            case 6 -> conditional(kind, place, depth);
            case 7 -> all.assignments.expression(kind, place, depth);
            case 8 -> all.switchExpressions.of(kind, place, depth);
            case 9 -> logged(kind, place, depth);
            case 10 -> all.generics.expression(kind, place, depth);
            case 11 -> "%s.%s".formatted(of(Kind.BOX, place, depth - 1), member(kind));
            default -> place.nests() ? all.lambdas.expression(kind, place, depth) : await(kind, place, depth);
        };
    }

    private static String member(Kind kind) {
        return kind == Kind.BOX ? "self()" : "f" + kind.suffix();
    }

    /** A literal, a variable or a future of one. */
    String leaf(Kind kind, Place place) {
        List<Variable> variables = place.find(variable -> variable.kind() == kind);
        int choice = dice.below(8);
        if (choice < 4 && !variables.isEmpty()) {
            return dice.pick(variables).name();
        }
        if (choice < 6 && place.awaits()) {
            return await(kind, place, 0);
        }
        if (choice == 6) {
            return field(kind, place);
        }
        return literal(kind);
    }

    private String field(Kind kind, Place place) {
        return place.member(dice.oneIn(2), "t", "s") + kind.suffix();
    }

    String await(Kind kind, Place place, int depth) {
        if (!place.awaits()) {
            return leaf(kind, place);
        }
        String value = depth <= 0 ? atom(kind, place) : of(kind, place, depth - 1);
        return "e.<%s>of(%s).await()".formatted(kind.boxed, argument(kind, value));
    }

    /** A literal or a variable. */
    String atom(Kind kind, Place place) {
        List<Variable> variables = place.find(variable -> variable.kind() == kind);
        return variables.isEmpty() || dice.oneIn(3)
                ? literal(kind)
                : dice.pick(variables).name();
    }

    private String logged(Kind kind, Place place, int depth) {
        String value = of(kind, place, depth - 1);
        return Kind.PRINTABLE.contains(kind) ? "e.<%s>log(%s)".formatted(kind.boxed, argument(kind, value)) : value;
    }

    /** With a cast, which means nothing: without it, javac looks at an argument twice, and at those inside it four times. */
    private String conditional(Kind kind, Place place, int depth) {
        String choice = "(%s ? %s : %s)"
                .formatted(of(Kind.BOOLEAN, place, depth - 1), of(kind, place, depth - 1), of(kind, place, depth - 1));
        return kind == Kind.BOOLEAN ? choice : "((" + kind.java + ") " + choice + ")";
    }

    /** A call of one of the methods that take a bit of everything. */
    private String call(Kind kind, Place place, int depth) {
        return place.member(dice.oneIn(2), "mem", "call")
                + kind.suffix()
                + arguments(ClassSource.parameters(kind), place, depth);
    }

    /** With a cast unless it is simple, for the same reason. */
    static String argument(Kind kind, String value) {
        boolean poly = value.startsWith("(")
                || value.startsWith("call")
                || value.startsWith("this.")
                || value.startsWith(THIS);
        return poly ? "(" + kind.java + ") " + value : value;
    }

    String arguments(List<Kind> parameters, Place place, int depth) {
        List<String> arguments = new ArrayList<>();
        for (Kind parameter : parameters) {
            arguments.add(argument(parameter, of(parameter, place, depth - 1)));
        }
        return "(" + String.join(", ", arguments) + ")";
    }

    /** The values of some variables, as a string. */
    String digest(List<Variable> variables) {
        List<String> names = variables.stream().map(Variable::name).toList();
        return "show(\"digest\""
                + String.join("", names.stream().map(name -> ", " + name).toList()) + ")";
    }

    String literal(Kind kind) {
        return switch (kind) {
            case BOOLEAN -> dice.pick("true", "false");
            case BYTE -> "(byte) " + (dice.below(200) - 100);
            case CHAR -> "'" + (char) ('a' + dice.below(26)) + "'";
            case SHORT -> "(short) " + dice.below(40_000);
            case INT -> dice.pick("Integer.MIN_VALUE", "0", "1", "7", "(-3)", "" + dice.below(100_000));
            case LONG -> dice.pick("Long.MAX_VALUE", "2L", "(-9L)", "0x" + Long.toHexString(dice.bits()) + "L");
            case FLOAT -> dice.pick("1.5f", "Float.NaN", dice.below(100) + "f");
            case DOUBLE -> dice.pick("2.5", "(-0.0)", dice.below(100) + ".25");
            case BOXED_INT -> "Integer.valueOf(" + dice.below(1_000) + ")";
            case BOXED_LONG -> "Long.valueOf(" + dice.below(1_000) + "L)";
            case BOXED_DOUBLE -> "Double.valueOf(" + dice.below(1_000) + ".5)";
            case STRING -> dice.oneIn(8) ? "null" : "\"s" + dice.below(100) + "\"";
            case OBJECT -> dice.pick("null", "(Object) 5", "(Object) \"o\"", "(Object) 7L", "(Object) 'x'");
            case BOX -> "new Box(" + dice.below(9) + ", \"b\")";
            case INTS -> dice.pick("new int[] {1, 2, 3}", "new int[4]");
            case LONGS -> "new long[] {1, 2L, 3}";
            case BYTES -> "new byte[] {1, 2, 3}";
            case DOUBLES -> "new double[] {1, 2.5, 3}";
            case STRINGS -> "new String[] {\"x\", null, \"z\"}";
            case BOOLEANS -> "new boolean[] {true, false, true}";
            case CHARS -> "new char[] {'a', 'b', 'c'}";
            case SHORTS -> "new short[] {1, 2, 3}";
            case FLOATS -> "new float[] {1, 2.5f, 3}";
            case LIST -> "java.util.Arrays.asList(\"x\", null, \"z\")";
            case VOID -> throw new IllegalArgumentException("nothing has this type");
        };
    }
}
