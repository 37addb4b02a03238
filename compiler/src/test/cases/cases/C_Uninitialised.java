package cases;

import static dev.pollux.future.Futures.async;

import dev.pollux.compiler.kit.Env;
import dev.pollux.future.Future;

/** Objects whose constructor has not run while an argument is awaited. */
class C_Uninitialised {

    static class Box {
        final String content;

        Box(Object a) {
            content = "" + a;
        }

        Box(int a, long b, Object c) {
            content = a + " " + b + " " + c;
        }

        Box(int a, String b) {
            content = a + b;
        }

        Box(Box a, Box b) {
            content = a.content + "+" + b.content;
        }

        @Override
        public String toString() {
            return "Box(" + content + ")";
        }
    }

    class Inner {
        final String v;

        Inner(String v) {
            this.v = v + C_Uninitialised.this.name;
        }
    }

    final String name = "outer";

    static Future<?> case048_oneArgument(Env e) {
        return async(() -> new Box(e.s("x").await()).toString());
    }

    static Future<?> case049_mixedArguments(Env e) {
        return async(() -> new Box(1, 2L, e.s("x").await()).toString());
    }

    static Future<?> case050_nested(Env e) {
        return async(() -> new Box(
                        new Box(new Box(e.s("a").await()), new Box(1, e.of(2L).await(), "c")),
                        new Box(3, 4L, e.s("d").await()))
                .toString());
    }

    static Future<?> case051_innerClass(Env e) {
        C_Uninitialised outer = new C_Uninitialised();
        return async(() -> outer.new Inner(e.s("x").await()).v);
    }

    static Future<?> case052_localRecordAndAnonymous(Env e) {
        String captured = "cap";
        return async(() -> {
            record Pair(String a, int b) {}
            class Local {
                final String s;

                Local(String s) {
                    this.s = s + captured;
                }
            }
            Pair p = new Pair(e.s("a").await(), e.of(2).await());
            Local l = new Local(e.s("l").await());
            Object anonymous = new Box(e.s("an").await()) {
                @Override
                public String toString() {
                    return "anonymous " + content;
                }
            };
            return p + l.s + anonymous;
        });
    }

    static Future<?> case053_throwNew(Env e) {
        return async(() -> {
            throw new IllegalStateException(e.s("message").await());
        });
    }

    static Future<?> case054_uninitialisedInLocals(Env e) {
        int k = 1;
        return async(() -> new Box(k, switch (k) {
                    case 1 -> {
                        try {
                            yield e.s("try").await();
                        } catch (Exception x) {
                            yield e.s("catch").await();
                        } finally {
                            e.log("finally");
                        }
                    }
                    default -> "none";
                })
                .toString());
    }

    static Future<?> case057_resourceInitialiser(Env e) {
        class Res implements AutoCloseable {
            final String name;

            Res(String name) {
                this.name = e.log("open " + name);
            }

            @Override
            public void close() {
                e.log("close " + name);
            }
        }
        return async(() -> {
            try (Res r = new Res(e.s("r").await());
                    Res q = new Res(e.s("q").await())) {
                e.of(1).await();
                return r.name + q.name;
            }
        });
    }

    static Future<?> case058_constructorThrows(Env e) {
        class Bad {
            Bad(String s) {
                throw new IllegalArgumentException(s);
            }
        }
        return async(() -> {
            try {
                return new Bad(e.s("bad").await()).toString();
            } catch (IllegalArgumentException x) {
                return x.getMessage() + e.s("!").await();
            }
        });
    }

    static Future<?> case059_newInCondition(Env e) {
        boolean c = e.log("c") != null;
        return async(() -> new Box(c ? new Box(e.s("a").await()) : new Box("b"), new Box(c ? e.of(1).await() : 2, 3L, "c"))
                .toString());
    }

    static Future<?> case059_newAsStatement(Env e) {
        return async(() -> {
            new Box(e.log(e.s("effect").await()));
            return new int[] {new Box(e.s("abc").await()).content.length()}[0];
        });
    }
}
