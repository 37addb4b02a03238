package cases;

import static dev.pollux.future.Futures.async;

import dev.pollux.compiler.kit.Env;
import dev.pollux.future.Future;
import java.util.ArrayList;
import java.util.List;

/** Loops, switches, conditions, jumps. */
class D_ControlFlow {

    enum Color {
        RED,
        GREEN,
        BLUE
    }

    static Future<?> case060_while(Env e) {
        return async(() -> {
            int i = 0;
            while (i < e.of(3).await()) {
                i++;
                e.log(i);
            }
            return i;
        });
    }

    static Future<?> case061_doWhile(Env e) {
        return async(() -> {
            int i = 0;
            do {
                i += e.of(1).await();
            } while (e.of(i).await() < 3);
            return i;
        });
    }

    static Future<?> case062_forConditionAndUpdate(Env e) {
        return async(() -> {
            int sum = 0;
            for (int i = e.of(0).await(); i < e.of(3).await(); i += e.of(1).await()) {
                sum += i;
            }
            return sum;
        });
    }

    static Future<?> case063_forEach(Env e) {
        return async(() -> {
            List<String> out = new ArrayList<>();
            for (String s : List.of("a", "b", "c")) {
                out.add(s + e.s("!").await());
            }
            for (Object o : new Object[] {1, "x"}) {
                out.add(o + e.s("?").await());
            }
            return out.toString();
        });
    }

    static Future<?> case064_labels(Env e) {
        return async(() -> {
            StringBuilder sb = new StringBuilder();
            outer:
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    if (j == 2) {
                        e.of(0).await();
                        continue outer;
                    }
                    if (i == 2) {
                        break outer;
                    }
                    sb.append(i).append(j).append(e.s(" ").await());
                }
            }
            return sb.toString();
        });
    }

    static Future<?> case065_infinite(Env e) {
        return async(() -> {
            int i = 0;
            while (true) {
                e.of(1).await();
                if (++i == 5) {
                    throw new IllegalStateException("out");
                }
            }
        });
    }

    static Future<?> case066_intSwitchFallThrough(Env e) {
        return async(() -> {
            String r = "";
            for (int i = 0; i < 4; i++) {
                switch (e.of(i).await()) {
                    case 0:
                        r += "zero";
                    case 1:
                        r += e.s("one").await();
                        break;
                    case 2:
                        r += "two";
                        break;
                    default:
                        r += e.s("many").await();
                }
            }
            return r;
        });
    }

    static Future<?> case067_stringSwitch(Env e) {
        return async(() -> {
            String r = "";
            for (String s : new String[] {"Aa", "BB", "c"}) { // Aa and BB have the same hash code
                switch (e.s(s).await()) {
                    case "Aa" -> r += e.s("first").await();
                    case "BB" -> r += e.s("second").await();
                    default -> r += "other";
                }
            }
            return r;
        });
    }

    static Future<?> case068_enumSwitch(Env e) {
        return async(() -> {
            String r = "";
            for (Color c : Color.values()) {
                switch (e.of(c).await()) {
                    case RED:
                        r += e.s("r").await();
                        break;
                    case GREEN:
                        r += "g";
                        break;
                    default:
                        r += e.s("?").await();
                }
            }
            return r;
        });
    }

    static Future<?> case069_switchExpressionOnStack(Env e) {
        return async(() -> {
            int k = e.of(1).await();
            return 1
                    + switch (k) {
                        case 0 -> 10;
                        case 1 -> {
                            int t = e.of(5).await();
                            yield t * 2;
                        }
                        default -> e.of(7).await();
                    };
        });
    }

    static Future<?> case070_switchExpressionWithTry(Env e) {
        return async(() -> {
            int k = e.of(1).await();
            return "v"
                    + switch (k) {
                        case 1 -> {
                            try {
                                yield e.s("tried").await();
                            } catch (Exception x) {
                                yield "caught";
                            } finally {
                                e.log("fin" + e.of(3).await());
                            }
                        }
                        default -> "d";
                    };
        });
    }

    static Future<?> case071_logic(Env e) {
        return async(() -> {
            boolean a = e.of(true).await() && e.of(false).await() || !e.of(false).await();
            boolean b = a & e.of(true).await() | e.of(false).await() ^ a;
            return a + " " + b + (e.of(true).await() && (a || e.of(false).await()) ? "x" : "y");
        });
    }

    static Future<?> case072_ternaryCondition(Env e) {
        return async(() -> e.of(true).await() ? e.s("t").await() : e.s("f").await());
    }

    static Future<?> case073_returnFromLoopInTryFinally(Env e) {
        return async(() -> {
            try {
                for (int i = 0; ; i++) {
                    if (e.of(i).await() == 3) {
                        return "at " + i;
                    }
                }
            } finally {
                e.log("finally " + e.of(9).await());
            }
        });
    }

    static Future<?> case074_onlyInstruction(Env e) {
        Future<String> f = e.s("only");
        return async(() -> f.await());
    }

    static Future<?> case074_lastInstruction(Env e) {
        return async(() -> {
            e.log("before");
            e.s("last").await();
        });
    }

    static Future<?> case075_awaitAtLoopHeader(Env e) {
        Future<Boolean> f = async(() -> true);
        return async(() -> {
            int i = 0;
            while (e.of(i++ < 3).await()) {}
            return i + "" + f.await();
        });
    }

    static Future<?> case076_twoOnOneLine(Env e) {
        boolean c = e.log("c") != null;
        return async(() -> (c ? 1 : 2) + e.of(1).await() + e.of(2).await());
    }

    static Future<?> case078_noAwait(Env e) {
        return async(() -> e.log("ran"));
    }

    static Future<?> case079_codeAfterThrow(Env e) {
        return async(() -> {
            if (e.of(true).await()) {
                throw new IllegalArgumentException("x" + e.s("y").await());
            }
            return e.s("never").await();
        });
    }

    static Future<?> case080_nestedBlocks(Env e) {
        String captured = "c";
        return async(() -> {
            String local = e.s("l").await();
            Future<String> inner = async(() -> {
                Future<String> innermost = async(() -> captured + local + e.s("3").await());
                return e.s("2").await() + innermost.await();
            });
            return e.s("1").await() + inner.await();
        });
    }

    static Future<?> case080_blockInOrdinaryLambda(Env e) {
        return async(() -> {
            String local = e.s("l").await();
            java.util.function.Function<String, Future<String>> make =
                    x -> async(() -> x + local + e.s("!").await());
            String a = make.apply("a").await();
            return a + make.apply("b").await();
        });
    }

    static Future<?> case080_twoBlocksInOneMethod(Env e) {
        Future<Integer> a = async(() -> e.of(1).await() + 1);
        Future<Integer> b = async(() -> e.of(2).await() * a.await());
        return async(() -> b.await() + e.of(10).await());
    }

    static Future<?> case080_actionBlocks(Env e) {
        return async(() -> {
            Future<Void> action = async(() -> {
                for (int i = 0; i < 2; i++) {
                    e.log("step " + e.of(i).await());
                    if (i == 5) {
                        return;
                    }
                }
            });
            action.await();
        });
    }
}
