package dev.pollux.compiler.fuzz;

import java.util.List;

/**
 * Where a block stands. Each is the source of a static method {@code case#} that returns the block's future, and of what it
 * needs. {@code #} stands for the method's number; what the block captures is declared where it says {@code CAPTURES}.
 */
enum Home {
    STATIC_METHOD(null, """
            static Future<?> case#(Env e) {
                reset();
                CAPTURES
                return BLOCK;
            }
            """),
    INSTANCE_METHOD("this", """
            static Future<?> case#(Env e) {
                reset();
                return new THIS_CLASS().body#(e);
            }
            private Future<?> body#(Env e) {
                CAPTURES
                return BLOCK;
            }
            """),
    GENERIC_METHOD(
            null,
            """
            static Future<?> case#(Env e) {
                reset();
                return body#(e, new Ordered(3, "o"), "any");
            }
            private static <B extends Box & Comparable<Object>, T> Future<?> body#(Env e, B bounded, T any) {
                CAPTURES
                return BLOCK;
            }
            """,
            fixed("((Box) bounded)", Kind.BOX),
            fixed("bounded.compareTo(\"\")", Kind.INT),
            fixed("((Object) any)", Kind.OBJECT)),
    DEFAULT_METHOD(null, """
            interface Home# {
                String word();
                default Future<?> body(Env e) {
                    CAPTURES
                    return BLOCK;
                }
            }
            static Future<?> case#(Env e) {
                reset();
                Home# home = () -> "w";
                return home.body(e);
            }
            """, fixed("word()", Kind.STRING)),
    STATIC_METHOD_OF_INTERFACE(null, """
            interface Home# {
                long NUMBER = Long.parseLong("7");
                static Future<?> body(Env e) {
                    CAPTURES
                    return BLOCK;
                }
            }
            static Future<?> case#(Env e) {
                reset();
                return Home#.body(e);
            }
            """, fixed("NUMBER", Kind.LONG)),
    ENUM(null, """
            enum Home# {
                ONE, TWO { @Override double half(int number) { return number * 0.5; } };
                double half(int number) { return number / 2; }
                Future<?> body(Env e) {
                    CAPTURES
                    return BLOCK;
                }
            }
            static Future<?> case#(Env e) {
                reset();
                return Home#.TWO.body(e);
            }
            """, fixed("half(5)", Kind.DOUBLE), fixed("ordinal()", Kind.INT)),
    RECORD(null, """
            record Home#(byte width, String text) {
                Future<?> body(Env e) {
                    CAPTURES
                    return BLOCK;
                }
            }
            static Future<?> case#(Env e) {
                reset();
                return new Home#((byte) 9, "text").body(e);
            }
            """, fixed("width", Kind.BYTE), fixed("text()", Kind.STRING)),
    ANONYMOUS_CLASS(ClassSource.NAME_OF_CLASS + ".this", """
            static Future<?> case#(Env e) {
                reset();
                return new THIS_CLASS().body#(e, 11L);
            }
            private Future<?> body#(Env e, long seen) {
                return new Object() {
                    private float depth = 1.5f;
                    Future<?> body() {
                        CAPTURES
                        return BLOCK;
                    }
                }.body();
            }
            """, fixed("seen", Kind.LONG), fixed("depth", Kind.FLOAT)),
    LOCAL_CLASS(null, """
            static Future<?> case#(Env e) {
                reset();
                final int[] seen = {1, 2, 3};
                class Home# {
                    Future<?> body() {
                        CAPTURES
                        return BLOCK;
                    }
                }
                return new Home#().body();
            }
            """, fixed("seen", Kind.INTS)),
    GENERIC_INNER_CLASS(ClassSource.NAME_OF_CLASS + ".this", """
            private final class Home#<T extends Comparable<T>> {
                private final T most;
                Home#(T most) { this.most = most; }
                Future<?> body(Env e) {
                    CAPTURES
                    return BLOCK;
                }
            }
            static Future<?> case#(Env e) {
                reset();
                return new THIS_CLASS().new Home#<>("m").body(e);
            }
            """, fixed("((Object) most)", Kind.OBJECT)),
    CONSTRUCTOR(null, """
            private static final class Home# {
                private final Future<?> future;
                private short own = 5;
                Home#(Env e) {
                    CAPTURES
                    future = BLOCK;
                }
            }
            static Future<?> case#(Env e) {
                reset();
                return new Home#(e).future;
            }
            """, fixed("own", Kind.SHORT));

    private final String self;
    private final String template;

    @SuppressWarnings("ImmutableEnumChecker") // the list never changes
    private final List<Variable> members;

    Home(String self, String template, Variable... members) {
        this.self = self;
        this.template = template.indent(4);
        this.members = List.of(members);
    }

    private static Variable fixed(String name, Kind kind) {
        return Variable.fixed(name, kind);
    }

    /** A place in it, ahead of the block. */
    Place place(Freedom freedom) {
        Place place = Place.ofMethod(freedom, self);
        members.forEach(place::declare);
        return place;
    }

    String source(String number, String captures, String block) {
        return template.replace("#", number).replace("CAPTURES", captures).replace("BLOCK", block);
    }
}
