package cases;

import static dev.pollux.future.Futures.async;

import dev.pollux.compiler.kit.Env;
import dev.pollux.future.Future;
import java.util.ArrayList;
import java.util.List;

/** Patterns of Java 21. */
class L_Patterns {

    sealed interface Shape permits Circle, Square, Pair {}

    record Circle(int radius) implements Shape {}

    record Square(long side) implements Shape {}

    record Pair(Shape left, Shape right) implements Shape {}

    record Box<T>(T content, double weight) {}

    enum Color {
        RED,
        GREEN
    }

    static Future<?> case157_guardAwaits(Env e) {
        return async(() -> {
            String all = "";
            for (Object o : new Object[] {1, 20, 300, "text", 4L}) {
                all += switch (o) {
                    case Integer i when i > e.of(100).await() -> "big " + i;
                    case Integer i when e.of(i).await() > 10 && e.of(true).await() -> "middle " + i;
                    case Integer i -> "small " + e.of(i).await();
                    case String s when s.length() == e.of(4).await() -> s;
                    default -> e.s("other ").await() + o;
                };
            }
            return all;
        });
    }

    static Future<?> case157_guardAwaitsAboveValuesOnTheStack(Env e) {
        Object o = 7;
        return async(() -> 1 + e.of(2).await() + switch (o) {
            case Integer i when e.of(false).await() -> -1;
            case Integer i when e.of(i).await() == 7 -> i * e.of(10).await();
            default -> 0;
        });
    }

    static Future<?> case157_guardFails(Env e) {
        Object o = "s";
        return async(() -> {
            try {
                switch (o) {
                    case String s when e.of(s).await().isEmpty() -> e.log("empty");
                    case String s -> e.log("full " + e.of(s).await());
                    default -> e.log("none");
                }
            } catch (java.io.IOException x) {
                e.log("failed " + x.getMessage());
            } finally {
                e.log("finally");
            }
            return o;
        });
    }

    static Future<?> case157_enumConstantsAndStrings(Env e) {
        return async(() -> {
            List<Object> seen = new ArrayList<>();
            for (Color color : Color.values()) {
                switch (color) {
                    case RED -> seen.add(e.s("red").await());
                    case GREEN -> seen.add(e.s("green").await());
                }
            }
            for (String text : List.of("a", "bb")) {
                seen.add(switch (text) {
                    case "a" -> e.of(1).await();
                    case String s when e.of(s.length()).await() == 2 -> s;
                    default -> "never";
                });
            }
            return seen.toString();
        });
    }

    static Future<?> case158_deconstruction(Env e) {
        Shape shape = new Pair(new Circle(1), new Pair(new Square(2), new Circle(3)));
        return async(() -> {
            int i = e.of(5).await();
            return switch (shape) {
                case Pair(Circle(int r), Pair(Square(long s), Circle c)) when e.of(r).await() == 1 ->
                    r + s * e.of(10L).await() + c.radius() * i;
                case Pair(Shape left, Shape right) -> (long) left.hashCode() + right.hashCode();
                case Circle c -> e.of(1L).await();
                case Square(var side) -> side + e.of(1L).await();
            };
        });
    }

    static Future<?> case158_deconstructionByInstanceof(Env e) {
        Object o = new Pair(new Circle(4), new Square(5));
        return async(() -> {
            if (o instanceof Pair(Circle(var r), Square(long s)) && e.of(true).await()) {
                return r + s + e.of(1).await();
            }
            return 0L;
        });
    }

    record Grumpy(int value) {
        @Override
        public int value() {
            throw new IllegalStateException("grumpy");
        }
    }

    static Future<?> case158_accessorThrows(Env e) {
        Object o = new Grumpy(1);
        return async(() -> {
            try {
                return switch (o) {
                    case Grumpy(int v) when e.of(v).await() > 0 -> v;
                    default -> e.of(0).await();
                };
            } catch (MatchException x) {
                return e.s("matched not: ").await() + x.getCause().getMessage();
            }
        });
    }

    static Future<?> case158_genericRecord(Env e) {
        Box<Box<String>> box = new Box<>(new Box<>("in", 1.5), 2.5);
        return async(() -> {
            if (box instanceof Box<Box<String>>(Box<String>(var text, double inner), double outer)) {
                e.of(1).await();
                return text.length() + inner + outer + e.of(1).await();
            }
            return -1.0;
        });
    }

    static Future<?> case159_caseNull(Env e) {
        return async(() -> {
            String all = "";
            for (Object o : new Object[] {null, "s", 1}) {
                all += switch (o) {
                    case null -> e.s("null").await();
                    case String s -> s + e.s("!").await();
                    default -> e.of(2).await();
                };
                all += switch (o) {
                    case String s when e.of(false).await() -> "never";
                    case null, default -> e.s(";").await();
                };
            }
            return all;
        });
    }

    static Future<?> case159_nullWithoutACase(Env e) {
        return async(() -> {
            Object o = e.<Object>of(null).await();
            try {
                return switch (o) {
                    case String s -> s + e.s("!").await();
                    default -> "other";
                };
            } catch (NullPointerException x) {
                return e.s("NullPointerException").await();
            }
        });
    }

    static Future<?> case160_sealedExhaustive(Env e) {
        return async(() -> {
            long area = 0;
            for (Shape shape : List.of(new Circle(1), new Square(2), new Pair(new Circle(3), new Square(4)))) {
                area += switch (shape) {
                    case Circle c -> c.radius() * e.of(3).await();
                    case Square s -> s.side() * e.of(s.side()).await();
                    case Pair p -> switch (p.left()) {
                        case Circle c -> e.of(c.radius()).await();
                        case Square s -> s.side();
                        case Pair q -> 0;
                    };
                };
            }
            return area;
        });
    }

    static Future<?> case160_patternSwitchInLoopWithJumps(Env e) {
        return async(() -> {
            StringBuilder seen = new StringBuilder();
            outer:
            for (int round = 0; round < 3; round++) {
                for (Object o : new Object[] {round, "s" + round, 2.5}) {
                    switch (o) {
                        case Integer i when i == e.of(1).await():
                            continue outer;
                        case Integer i:
                            seen.append(i);
                            break;
                        case String s when e.of(s.charAt(1) - (char) 48).await() == 2:
                            break outer;
                        case String s:
                            seen.append(s).append(e.s(",").await());
                            break;
                        default:
                            seen.append(e.s("d").await());
                    }
                }
            }
            return seen.toString();
        });
    }
}
