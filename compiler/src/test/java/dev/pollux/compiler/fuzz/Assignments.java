package dev.pollux.compiler.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Makes assignments, simple and compound, to locals, fields and array elements. */
final class Assignments {

    private final MethodGenerator all;
    private final Dice dice;

    Assignments(MethodGenerator all) {
        this.all = all;
        dice = all.dice;
    }

    String expression(Kind kind, Place place, int depth) {
        return "(" + of(kind, place, depth) + ")";
    }

    /** An assignment, free to be a statement. */
    String of(Kind kind, Place place, int depth) {
        String target = target(kind, place, depth);
        if (kind.unboxed().isNumeric() && dice.oneIn(4)) {
            return dice.pick("%s++", "%s--", "++%s", "--%s").formatted(target);
        }
        return dice.oneIn(2) ? compound(kind, target, place, depth) : simple(kind, target, place, depth);
    }

    String simple(Kind kind, String target, Place place, int depth) {
        return "%s = %s".formatted(target, value(kind, place, depth));
    }

    /** A value that may be kept: cut if it could grow. */
    String value(Kind kind, Place place, int depth) {
        String value = all.expressions.of(kind, place, depth);
        return kind.isText() ? "cut(" + Expressions.argument(kind, value) + ")" : value;
    }

    private String compound(Kind kind, String target, Place place, int depth) {
        return switch (kind) {
            case BOOLEAN ->
                "%s %s %s".formatted(target, dice.pick("&=", "|=", "^="), all.expressions.of(kind, place, depth - 1));
            case BYTE, CHAR, SHORT, INT, LONG, FLOAT, DOUBLE, BOXED_INT, BOXED_LONG, BOXED_DOUBLE ->
                numeric(kind, target, place, depth);
            case STRING -> "%s += %s".formatted(target, all.expressions.of(dice.pick(Kind.NUMERIC), place, depth - 1));
            default -> simple(kind, target, place, depth);
        };
    }

    private String numeric(Kind kind, String target, Place place, int depth) {
        Kind operand = kind == Kind.BOXED_INT || kind == Kind.BOXED_LONG ? kind.unboxed() : dice.pick(Kind.NUMERIC);
        List<String> operators = new ArrayList<>(List.of("+=", "-=", "*="));
        if (kind.unboxed().isIntegral() && operand.isIntegral()) {
            operators.addAll(List.of("&=", "|=", "^=", "<<=", ">>=", ">>>="));
        }
        return "%s %s %s".formatted(target, dice.pick(operators), all.expressions.of(operand, place, depth - 1));
    }

    private String target(Kind kind, Place place, int depth) {
        List<Variable> variables = place.find(variable -> variable.kind() == kind && variable.assignable());
        if (!variables.isEmpty() && !dice.oneIn(3)) {
            return dice.pick(variables).name();
        }
        if (!place.assigns()) {
            return Kind.ARRAYS.contains(kind)
                    ? "(new %s[1][])[0]".formatted(kind.element().java)
                    : "(new %s[1])[0]".formatted(kind == Kind.LIST ? "java.util.List" : kind.java);
        }
        List<Kind> arrays =
                Kind.ARRAYS.stream().filter(array -> array.element() == kind).toList();
        if (!arrays.isEmpty() && dice.oneIn(2)) {
            return "(%s)[%s]"
                    .formatted(all.expressions.of(arrays.get(0), place, depth - 1), all.operators.index(place, depth));
        }
        if (kind != Kind.BOX && dice.oneIn(2)) {
            return "%s.f%s".formatted(all.expressions.of(Kind.BOX, place, depth - 1), kind.suffix());
        }
        return place.member(dice.oneIn(2), "t", "s") + kind.suffix();
    }
}
