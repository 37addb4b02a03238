package dev.pollux.compiler.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * The source of a class of generated methods, with the members they use: fields of each kind, methods that take a bit of
 * everything, a class with constructors of several shapes. All of it is private, as far as that goes.
 */
final class ClassSource {

    /** Stands in generated methods for the name of the class, which is not known before. */
    static final String NAME_OF_CLASS = "THIS_CLASS";

    /** The parameters of the constructors of {@code Box}. */
    static final List<List<Kind>> CONSTRUCTORS = List.of(
            List.of(Kind.INT, Kind.STRING),
            List.of(Kind.LONG, Kind.OBJECT, Kind.DOUBLE),
            List.of(Kind.BOX, Kind.BYTE, Kind.BOX));

    private static final String TEMPLATE = """
            package fuzz;

            import dev.pollux.compiler.kit.Env;
            import dev.pollux.future.*;
            import java.io.IOException;

            class THIS_CLASS {
                enum Color { RED, GREEN, BLUE }

                private static Color color(int number) {
                    return Color.values()[(number & 3) %% 3];
                }

                static String show(Object... all) {
                    return cut(java.util.Arrays.deepToString(all));
                }

                private static String cut(String text) {
                    return text == null || text.length() < 60 ? text : text.substring(0, 50) + "#" + text.hashCode();
                }

                private static Object cut(Object value) {
                    return value instanceof String text ? cut(text) : value;
                }

                private static class Box {
            %s
                    private Box(int a, String b) { f_int = a; f_string = cut(b); }
                    private Box(long a, Object b, double c) { f_long = a; f_string = show(b); f_double = c; }
                    private Box(Box a, byte b, Box c) { f_int = a.f_int - c.f_int; f_byte = b; f_string = c.f_string; }
                    private Box self() { return this; }
                    @Override public String toString() { return "Box" + show(f_int, f_long, f_double, f_string, f_byte, f_ints); }
                }

                private static final class Ordered extends Box implements Comparable<Object> {
                    private Ordered(int a, String b) { super(a, b); }
                    @Override public int compareTo(Object other) { return other == null ? 1 : 0; }
                }

                private record Duo(Object left, Object right) {}

                private record Pair<A, B>(A first, B second) {}

                private static <T> T same(T it) { return it; }

                private static <T> T chosen(boolean first, T a, T b) { return first ? a : b; }

                private static <T extends Comparable<T> & java.io.Serializable> T most(T a, T b) {
                    return a.compareTo(b) < 0 ? b : a;
                }

                @SuppressWarnings("unchecked")
                @SafeVarargs
                private static <T> java.util.List<T> list(T... all) {
                    java.util.List<T> cut = new java.util.ArrayList<>();
                    for (T one : all) { cut.add((T) cut((Object) one)); }
                    return cut;
                }

                private static int sum(int... all) { int sum = 0; for (int one : all) { sum = sum * 31 + one; } return sum; }

                private static double total(long first, double... rest) { double sum = first; for (double one : rest) { sum += one; } return sum; }

                private static Object anything(int number) {
                    return switch (number & 7) {
                        case 0 -> null;
                        case 1 -> "s" + (number & 9);
                        case 2 -> number;
                        case 3 -> (long) number;
                        case 4 -> new Box(number, "any");
                        case 5 -> new Duo(anything(number >> 3), new Duo("in", number));
                        default -> new Duo(number & 15, anything(number >> 3));
                    };
                }

                private final class Inner extends Box {
                    private Inner(int a, String b) { super(a, b + t_string); }
                }

            %s
            }
            """;

    private ClassSource() {}

    /** The parameters of the method that returns a kind: a different mixture of widths for each. */
    static List<Kind> parameters(Kind kind) {
        List<Kind> parameters = new ArrayList<>(List.of(kind));
        int number = Kind.ALL.indexOf(kind);
        for (int i = 1; i <= 1 + number % 4; i++) {
            parameters.add(Kind.ALL.get((number * 5 + i * 7) % Kind.ALL.size()));
        }
        return parameters;
    }

    static String of(String name, List<GeneratedMethod> methods) {
        StringBuilder members = new StringBuilder();
        StringBuilder boxes = new StringBuilder();
        StringBuilder reset = new StringBuilder();
        for (Kind kind : Kind.ALL) {
            String value = kind.fromHash("5");
            if (kind != Kind.BOX) {
                boxes.append("        private %s f%s = %s;\n".formatted(kind.java, kind.suffix(), value));
            }
            members.append("    private %s t%s = %s;\n".formatted(kind.java, kind.suffix(), value));
            members.append("    private static %s s%s;\n".formatted(kind.java, kind.suffix()));
            reset.append("        s%s = %s;\n".formatted(kind.suffix(), value));
            members.append(method("private static %s call%s", kind));
            members.append(method("private %s mem%s", kind));
        }
        members.append("\n    private static void reset() {\n").append(reset).append("    }\n");
        for (GeneratedMethod method : methods) {
            members.append('\n').append(method.source());
        }
        return TEMPLATE.formatted(boxes, members).replace(NAME_OF_CLASS, name);
    }

    private static String method(String head, Kind kind) {
        List<String> parameters = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Kind parameter : parameters(kind)) {
            names.add("a" + names.size());
            parameters.add(parameter.java + " " + names.get(names.size() - 1));
        }
        return "    %s(%s) { int h = show(\"\", %s).hashCode(); return %s; }\n"
                .formatted(
                        head.formatted(kind.java, kind.suffix()),
                        String.join(", ", parameters),
                        String.join(", ", names),
                        kind.fromHash("h"));
    }
}
