package cases;

import static dev.pollux.future.Futures.async;

import dev.pollux.compiler.kit.Env;
import dev.pollux.future.AsyncBlock;
import dev.pollux.future.Future;
import java.util.ArrayList;
import java.util.List;

/** Blocks in every kind of class and method, and what they reach from there. */
class G_Places {

    private int secret = 41;

    private int bump() {
        return ++secret;
    }

    private static class Private {
        private final int v;

        private Private(int v) {
            this.v = v;
        }
    }

    static Future<?> case123_privateMembers(Env e) {
        return new G_Places().privates(e);
    }

    private Future<Integer> privates(Env e) {
        return async(() -> {
            int before = secret;
            int after = e.of(bump()).await();
            return before + after + new Private(e.of(1).await()).v + secret;
        });
    }

    interface Greeter {
        String name();

        default Future<String> greet(Env e) {
            return async(() -> hello(e.s("hi ").await()).await());
        }

        private Future<String> hello(String s) {
            return async(() -> s + name());
        }

        static Future<String> fixed(Env e) {
            return async(() -> e.s("fixed").await());
        }
    }

    static Future<?> case124_interfaceMethods(Env e) {
        Greeter g = () -> "bob";
        return async(() -> g.greet(e).await() + Greeter.fixed(e).await());
    }

    enum Planet {
        EARTH {
            @Override
            Future<String> visit(Env e) {
                return async(() -> e.s("earth").await() + ordinal());
            }
        };

        abstract Future<String> visit(Env e);
    }

    record Point(int x, int y) {
        Future<Integer> sum(Env e) {
            return async(() -> x + e.of(y).await());
        }
    }

    static class Generic<T extends Comparable<T>> {
        final List<T> items = new ArrayList<>();

        class Nested {
            Future<T> max(Env e) {
                return async(() -> {
                    T best = null;
                    for (T item : items) {
                        T seen = e.of(item).await();
                        if (best == null || seen.compareTo(best) > 0) {
                            best = seen;
                        }
                    }
                    return best;
                });
            }
        }
    }

    static Future<?> case125_enumRecordAnonymousLocalGeneric(Env e) {
        Generic<String> g = new Generic<>();
        g.items.addAll(List.of("b", "c", "a"));
        class Local {
            Future<String> get() {
                return async(() -> e.s("local").await());
            }
        }
        var anonymous = new Object() {
            final String tag = "anon";

            Future<String> get() {
                return async(() -> tag + e.s("!").await());
            }
        };
        return async(() -> Planet.EARTH.visit(e).await() + new Point(1, 2).sum(e).await()
                + g.new Nested().max(e).await() + new Local().get().await() + anonymous.get().await());
    }

    static class Constructed {
        final Future<String> fromConstructor;
        final Future<String> fromField;

        Constructed(Env e, String s) {
            fromField = async(() -> "field" + e.s("f").await());
            fromConstructor = async(() -> s + e.s("c").await() + this.getClass().getSimpleName());
        }
    }

    static Future<?> case125_constructor(Env e) {
        Constructed c = new Constructed(e, "s");
        return async(() -> c.fromConstructor.await() + c.fromField.await());
    }

    static Future<?> case126_sameBodyTwice(Env e) {
        Future<String> a = async(() -> e.s("same").await());
        Future<String> b = async(() -> e.s("same").await());
        return async(() -> a.await() + b.await());
    }

    static Future<?> case128_captureKinds(Env e) {
        long l = 1L << 40;
        double d = 2.5;
        int[] arr = {1};
        byte b = 3;
        return async(() -> {
            arr[0] += e.of(1).await();
            return l + d + arr[0] + b;
        });
    }

    static String plain() {
        return "plain";
    }

    static Future<?> case129_methodReference(Env e) {
        Future<String> f = async(G_Places::plain);
        return async(() -> f.await() + e.s("!").await());
    }

    static class Parent {
        String say() {
            return "parent";
        }

        protected String prot() {
            return "protected";
        }
    }

    static class Child extends Parent {
        @Override
        String say() {
            return "child";
        }

        Future<String> both(Env e) {
            return async(() -> super.say() + e.s("+").await() + say() + prot());
        }
    }

    static Future<?> case130_superCall(Env e) {
        return new Child().both(e);
    }

    static <T> Future<List<T>> twice(Env e, T value) {
        return async(() -> List.of(e.of(value).await(), e.of(value).await()));
    }

    static Future<?> case131_genericMethod(Env e) {
        return async(() -> twice(e, "x").await().toString() + twice(e, 1).await());
    }

    static Future<?> case131_blockInVariable(Env e) {
        AsyncBlock<String> block = () -> e.s("from a variable").await();
        return async(block);
    }

    static class MyFuture implements Future<String> {
        final Future<String> inner;

        MyFuture(Future<String> inner) {
            this.inner = inner;
        }

        @Override
        public dev.pollux.future.Poll<String> poll(dev.pollux.future.Context cx) throws Exception {
            return inner.poll(cx);
        }

        @Override
        public void drop() {
            inner.drop();
        }
    }

    static Future<?> case131_ownFutureType(Env e) {
        return async(() -> new MyFuture(e.s("mine").await().isEmpty() ? null : e.s("yes")).await());
    }

    static class Narrow extends MyFuture {
        Narrow(Future<String> inner) {
            super(inner);
        }

        @Override
        public String await() throws Exception {
            return super.await();
        }
    }

    static class NarrowFuture extends Narrow {
        NarrowFuture(Future<String> inner) {
            super(inner);
        }
    }

    static Future<?> case131_narrowerAwait(Env e) {
        return async(() -> new NarrowFuture(e.s("narrow")).await().length());
    }

    interface Constants {
        java.util.function.Function<Env, Future<String>> FIELD = e -> async(() -> "interface " + e.s("field").await());
    }

    static final java.util.function.Function<Env, Future<String>> INITIALISED;

    static {
        String local = "static ";
        INITIALISED = e -> async(() -> local + e.s("initialiser").await());
    }

    static Future<?> case125_initialisers(Env e) {
        return async(() -> Constants.FIELD.apply(e).await() + INITIALISED.apply(e).await());
    }

    sealed interface Tree permits Leaf, Node {}

    record Leaf(int value) implements Tree {}

    record Node(Tree left, Tree right) implements Tree {}

    static Future<Integer> sum(Env e, Tree tree) {
        return async(() -> {
            if (tree instanceof Node node) {
                return sum(e, node.left()).await() + sum(e, node.right()).await();
            }
            return e.of(((Leaf) tree).value()).await();
        });
    }

    static class Box<T> implements java.util.concurrent.Callable<Future<T>> {
        final T content;
        final Env env;

        Box(T content, Env env) {
            this.content = content;
            this.env = env;
        }

        @Override
        public Future<T> call() { // overrides a method that returns Object, by a bridge
            return async(() -> env.of(content).await());
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    static Future<?> case131_rawTypesAndBridges(Env e) {
        java.util.concurrent.Callable raw = new Box("content", e);
        AsyncBlock block = () -> {
            Future inner = (Future) raw.call();
            return inner.await() + ((Box) raw).content.toString() + e.of(List.of(1)).await().get(0);
        };
        return async(block);
    }

    static Future<?> case131_recursion(Env e) {
        return sum(e, new Node(new Node(new Leaf(1), new Leaf(2)), new Leaf(3)));
    }
}
