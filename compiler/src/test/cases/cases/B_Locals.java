package cases;

import static dev.pollux.future.Futures.async;

import dev.pollux.compiler.kit.Env;
import dev.pollux.future.Future;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Local variables across awaits. */
class B_Locals {

    interface Shape {
        default String shape() {
            return getClass().getSimpleName();
        }
    }

    record Square() implements Shape, Serializable {}

    record Circle() implements Shape, Serializable {}

    static Future<?> case026_wideInOddSlots(Env e) {
        return async(() -> {
            int a = 1;
            long b = 2;
            int c = 3;
            double d = 4;
            long f = e.of(5L).await();
            return a + b + c + d + f + e.of(6).await() + b;
        });
    }

    static Future<?> case027_reusedSlots(Env e) {
        return async(() -> {
            StringBuilder out = new StringBuilder();
            {
                int x = e.of(1).await();
                out.append(x);
            }
            {
                String x = e.s("two").await();
                e.of(0).await();
                out.append(x);
            }
            {
                long x = e.of(3L).await();
                e.of(0).await();
                out.append(x);
            }
            return out.toString();
        });
    }

    static Future<?> case028_smallTypes(Env e) {
        boolean z = e != null;
        byte b = -1;
        char c = 'c';
        short s = -300;
        float f = 1.25f;
        return async(() -> {
            boolean z2 = !z;
            byte b2 = (byte) (b - 1);
            char c2 = (char) (c + 1);
            short s2 = (short) (s * 2);
            float f2 = f / 2;
            e.of(1).await();
            return "" + z + b + c + s + f + z2 + b2 + c2 + s2 + f2;
        });
    }

    static Future<?> case029_narrowing(Env e) {
        return async(() -> {
            byte b = 120;
            b += e.of(20).await();
            char c = 'a';
            c *= e.of(2).await();
            short s = 1;
            s <<= e.of(15).await();
            return b + " " + (int) c + " " + s;
        });
    }

    static Future<?> case030_knownNull(Env e) {
        return async(() -> {
            String s = null;
            e.of(1).await();
            return s + "!";
        });
    }

    static Future<?> case031_nullMergedLater(Env e) {
        return async(() -> {
            String s = null;
            if (e.of(true).await()) {
                s = e.s("set").await();
            }
            e.of(1).await();
            return s;
        });
    }

    static Future<?> case032_mergedNumber(Env e) {
        return async(() -> {
            Number n = e.of(true).await() ? (Number) Integer.valueOf(1) : (Number) Double.valueOf(2.0);
            e.of(1).await();
            return n.intValue();
        });
    }

    static Future<?> case033_mergedInterface(Env e) {
        return async(() -> {
            Shape shape = e.of(false).await() ? new Square() : new Circle();
            e.of(1).await();
            var list = e.of(true).await() ? new ArrayList<String>() : new LinkedHashSet<String>();
            e.of(2).await();
            list.add("x");
            return shape.shape() + list;
        });
    }

    static Future<?> case034_intersection(Env e) {
        return async(() -> {
            var r = (Runnable & Serializable) () -> e.log("ran");
            e.of(1).await();
            r.run();
            var both = e.of(true).await() ? new Square() : new Circle();
            e.of(1).await();
            return both.shape();
        });
    }

    static Future<?> case035_deadButInLaterFrame(Env e) {
        return async(() -> {
            int n = 3;
            String dead = "dead";
            e.log(dead);
            e.of(1).await();
            while (n-- > 0) {
                e.log(n);
            }
            return n;
        });
    }

    static Future<?> case036_deadThenReassigned(Env e) {
        return async(() -> {
            String s = e.s("first").await();
            e.log(s);
            long l = 5;
            e.log(l);
            e.of(1).await();
            s = "second";
            l = 6;
            e.of(2).await();
            return s + l;
        });
    }

    static Future<?> case037_assignedInTryReadAfterCatch(Env e) {
        return async(() -> {
            String s = "before";
            int i = 1;
            try {
                i = 2;
                s = e.s("inside").await();
                i = 3;
                e.of(1).await();
                s = "after";
            } catch (Exception x) {
                e.log("caught " + i);
            }
            return s + i;
        });
    }

    static Future<?> case038_assignedOnOneBranch(Env e) {
        return async(() -> {
            String s;
            int k;
            if (e.of(true).await()) {
                s = "yes";
                e.of(1).await();
                k = 1;
            } else {
                s = e.s("no").await();
                k = 2;
            }
            return s + k;
        });
    }

    static Future<?> case039_exceptionSlotReused(Env e) {
        return async(() -> {
            String r = "";
            try {
                e.of(1).await();
                throw new IllegalStateException("one");
            } catch (IllegalStateException x) {
                e.of(2).await();
                r += x.getMessage();
            }
            String y = e.s("y").await();
            Runnable capture = () -> e.log(y);
            e.of(3).await();
            capture.run();
            return r + y;
        });
    }

    static Future<?> case040_captures(Env e) {
        String used = "used";
        long wide = 1L << 33;
        String late = "late";
        return async(() -> {
            e.log(used);
            e.of(1).await();
            e.log(wide);
            e.of(2).await();
            return late + wide;
        });
    }

    static Future<?> case041_patternBinding(Env e) {
        Object o = "text";
        return async(() -> {
            if (o instanceof String s && e.of(true).await()) {
                e.of(1).await();
                return s.length();
            }
            return -1;
        });
    }

    static Future<?> case042_forEachHidden(Env e) {
        return async(() -> {
            int total = 0;
            for (int x : new int[] {1, 2, 3}) {
                total += x * e.of(10).await();
            }
            for (String s : List.of("a", "bb")) {
                total += s.length() + e.of(0).await();
            }
            for (long l : new long[] {5, 6}) {
                total += l + e.of(0).await();
            }
            return total;
        });
    }

    static Future<?> case043_stringSwitchHidden(Env e) {
        return async(() -> {
            switch (e.s("two").await()) {
                case "one":
                    return 1;
                case "two":
                    return 2 + e.of(0).await();
                default:
                    return 3;
            }
        });
    }

    static Future<?> case044_manyLocals(Env e) {
        return async(() -> {
            int a0 = 0, a1 = 1, a2 = 2, a3 = 3, a4 = 4, a5 = 5, a6 = 6, a7 = 7, a8 = 8, a9 = 9;
            long b0 = 0, b1 = 1, b2 = 2, b3 = 3, b4 = 4, b5 = 5, b6 = 6, b7 = 7, b8 = 8, b9 = 9;
            String c0 = "0", c1 = "1", c2 = "2", c3 = "3", c4 = "4", c5 = "5", c6 = "6", c7 = "7";
            double d0 = 0, d1 = 1, d2 = 2, d3 = 3, d4 = 4, d5 = 5, d6 = 6, d7 = 7;
            e.of(1).await();
            return "" + a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + b0 + b1 + b2 + b3 + b4 + b5 + b6 + b7 + b8
                    + b9 + c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + d0 + d1 + d2 + d3 + d4 + d5 + d6 + d7;
        });
    }

    private final String field = "field";

    Future<String> instance(Env e) {
        return async(() -> {
            e.of(1).await();
            return field + e.s("x").await();
        });
    }

    static Future<?> case045_thisCaptured(Env e) {
        return new B_Locals().instance(e);
    }

    static Future<?> case046_typeOutOfReach(Env e) {
        return async(() -> {
            var hidden = other.Visible.hidden();
            e.of(1).await();
            return other.Visible.show(hidden, e.log("said"));
        });
    }

    static Future<?> case047_manyTypesLive(Env e) {
        return async(() -> {
            List<String> list = new ArrayList<>();
            Set<Integer> set = new LinkedHashSet<>();
            int[] ints = {1};
            String[][] strings = {{"s"}};
            Object o = list;
            e.of(1).await();
            list.add("a");
            set.add(1);
            e.of(2).await();
            return list.toString() + set + ints[0] + strings[0][0] + (o == list);
        });
    }
}
