package cases;

import static dev.pollux.future.Futures.async;

import dev.pollux.compiler.kit.Env;
import dev.pollux.future.Future;
import java.util.Arrays;

/** Values on the operand stack below an await. Numbers are those of the case list. */
class A_OperandStack {

    static class Box {
        int x = 3;
        long l = 4;
        String s = "s";
        Object a;
        static long statik;
    }

    static String take(Object a, Object b) {
        return a + "/" + b;
    }

    static String sum(int a, long b, double c, Object d, int e) {
        return a + " " + b + " " + c + " " + d + " " + e;
    }

    static String mixed(boolean z, long b, Object d, float f, Box box, int[] arr, double e, String last) {
        return z + " " + b + " " + d + " " + f + " " + box.x + " " + arr.length + " " + e + " " + last;
    }

    static String var(Object... all) {
        return Arrays.toString(all);
    }

    static Future<?> case001_oneReferenceBelow(Env e) {
        return async(() -> take(e.log("a"), e.of("b").await()));
    }

    static Future<?> case002_mixedWidths(Env e) {
        return async(() -> sum(1, 2L, 3.0, "o", e.of(5).await()));
    }

    static Future<?> case003_receiverBelow(Env e) {
        return async(() -> {
            StringBuilder sb = new StringBuilder();
            sb.append("x").append(e.s("y").await()).append(e.of(1).await());
            return sb.toString();
        });
    }

    static Future<?> case004_arrayStore(Env e) {
        return async(() -> {
            int[] arr = new int[3];
            int i = 1;
            arr[i] = e.of(7).await();
            return arr;
        });
    }

    static Future<?> case005_arrayCompound(Env e) {
        return async(() -> {
            int[] arr = {1, 2, 3};
            arr[1] += e.of(7).await();
            long[] ls = {1, 2};
            ls[0] *= e.of(7L).await();
            return arr[1] + ls[0];
        });
    }

    static Future<?> case006_fieldCompound(Env e) {
        return async(() -> {
            Box o = new Box();
            o.x += e.of(2).await();
            o.l += e.of(5L).await();
            return o.x + " " + o.l;
        });
    }

    static Future<?> case007_staticCompound(Env e) {
        return async(() -> {
            Box.statik = 10;
            Box.statik += e.of(5L).await();
            return Box.statik;
        });
    }

    static Future<?> case008_stringCompound(Env e) {
        Box box = new Box();
        return async(() -> {
            box.s += e.s("t").await();
            return box.s;
        });
    }

    static Future<?> case009_concatenation(Env e) {
        return async(() -> {
            int i = 4;
            long l = 5;
            return "a" + i + e.s("f").await() + l + e.s("g").await();
        });
    }

    static Future<?> case010_arithmetic(Env e) {
        return async(() -> {
            int i = 4;
            long l = 5;
            double d = 1.5;
            float f = 2.5f;
            return (i * 3 + e.of(2).await() * 2) + " " + (l * 3L - e.of(1L).await()) + " " + (d < e.of(2.0).await())
                    + " " + (f + e.of(1f).await());
        });
    }

    static Future<?> case011_assignmentChain(Env e) {
        return async(() -> {
            Box a = new Box();
            Box b = new Box();
            a.x = b.x = e.of(9).await();
            return a.x + b.x;
        });
    }

    static Future<?> case012_arrayAssignmentChain(Env e) {
        return async(() -> {
            Object[] oa = new Object[2];
            oa[0] = oa[1] = e.s("v").await();
            return oa;
        });
    }

    static Future<?> case013_arrayLiteral(Env e) {
        return async(() -> new Object[] {1, e.s("f").await(), "x", e.s("g").await()});
    }

    static Future<?> case014_varargs(Env e) {
        return async(() -> var(1, e.s("f").await(), 2L));
    }

    static Future<?> case015_twoDimensional(Env e) {
        return async(() -> {
            double[][] dd = {{1, 2}, {3, 4}};
            int k = 1;
            dd[1][k] = e.of(0.5).await() + dd[0][0];
            return dd[1][1];
        });
    }

    static Future<?> case016_arraySizes(Env e) {
        return async(() -> {
            int n = 2;
            int[][] grid = new int[n][e.of(3).await()];
            int[] line = new int[e.of(4).await()];
            return grid.length + " " + grid[1].length + " " + line.length;
        });
    }

    static Future<?> case017_sideEffectsBefore(Env e) {
        return async(() -> {
            int i = 0;
            int k = 0;
            int[] arr = {5, 6};
            Box b = new Box();
            String r = sum(i++, arr[k++], b.x--, i, e.of(k).await());
            return r + " " + i + k + b.x;
        });
    }

    static Future<?> case018_deepMixedStack(Env e) {
        return async(() -> mixed(
                true, 1L << 40, "o", 1.5f, new Box(), new int[2], 2.5, e.s("last").await()));
    }

    static Future<?> case019_ternaryArgument(Env e) {
        boolean c = e.log("cond") != null;
        return async(() -> take(c ? "a" : "b", e.s("x").await()) + take(c ? e.s("y").await() : "n", "z"));
    }

    static Future<?> case020_conditionalInNew(Env e) {
        boolean c = e.log("cond") != null;
        return async(() -> new StringBuilder(c ? e.s("yes").await() : "no").append(1).toString());
    }

    static Future<?> case021_nestedAwaits(Env e) {
        return async(() -> e.of(e.of(e.of("v"))).await().await().await());
    }

    static Future<?> case022_nullBelow(Env e) {
        return async(() -> take(null, e.s("x").await()));
    }

    static Future<?> case023_boxing(Env e) {
        return async(() -> {
            int x = e.of(1).await();
            long l = e.of(2).await();
            Integer boxed = e.of(3).await();
            char ch = e.of('c').await();
            boolean z = e.of(true).await();
            return x + l + boxed + " " + ch + z;
        });
    }

    static Future<?> case024_popped(Env e) {
        return async(() -> {
            e.s("unused").await();
            e.of(1L).await();
            return "done";
        });
    }

    static Future<?> case025_fiftyValues(Env e) {
        return async(() -> var(
                0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, "20", "21", "22", "23",
                "24", "25", "26", "27", "28", "29", 30.0, 31.0, 32.0, 33.0, 34.0, 35.0, 36.0, 37.0, 38.0, 39.0, 'a',
                'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', e.s("50").await()));
    }

    static String fourteen(
            int a, int b, long c, long d, double f, double g, Object h, Object i, float j, float k, byte l, char m,
            boolean n, short o, int p) {
        return "" + a + b + c + d + f + g + h + i + j + k + l + m + n + o + p;
    }

    static Future<?> case025_fourteenPrimitives(Env e) {
        return async(() -> fourteen(
                1, 2, 3, 4, 5, 6, "7", "8", 9, 10, (byte) 11, 'l', true, (short) 13, e.of(14).await()));
    }
}
