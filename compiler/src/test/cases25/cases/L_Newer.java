package cases;

import static dev.pollux.future.Futures.async;

import dev.pollux.compiler.kit.Env;
import dev.pollux.future.Future;
import java.util.List;

/** What came to Java after 21. */
class L_Newer {

    record Point(int x, int y) {}

    static Future<?> case161_unnamedVariables(Env e) {
        Object o = new Point(3, 4);
        return async(() -> {
            int count = 0;
            for (var _ : List.of(1, 2)) {
                count += e.of(1).await();
            }
            var _ = e.s("unused").await();
            try (var _ = e.open(e.s("resource").await())) {
                count += e.of(10).await();
            } catch (java.io.IOException _) {
                count = -e.of(1).await();
            }
            return switch (o) {
                case Point(int x, _) when e.of(x).await() > 0 -> count + x;
                case Point(_, _) -> e.of(0).await();
                default -> -1;
            };
        });
    }

    static Future<?> case161_unnamedLambdaParameter(Env e) {
        java.util.function.Function<String, Future<String>> block = _ -> async(() -> e.s("ignored ").await());
        return async(() -> block.apply("it").await() + e.s("!").await());
    }

    static class Base {
        final Future<String> given;

        Base(Future<String> given) {
            this.given = given;
        }
    }

    static class Derived extends Base {
        final Future<String> early;
        final String text;

        Derived(Env e, String argument) {
            if (argument.isEmpty()) {
                throw new IllegalArgumentException("empty");
            }
            long wide = argument.length();
            early = async(() -> "early " + e.of(wide).await() + argument);
            text = argument + "!";
            super(async(() -> "given " + e.s(argument).await() + wide));
        }

        Future<String> late(Env e) {
            return async(() -> text + e.s("late").await());
        }
    }

    static Future<?> case162_constructorPrologue(Env e) {
        return async(() -> {
            Derived derived = new Derived(e, e.s("word").await());
            return derived.early.await() + derived.given.await() + derived.late(e).await();
        });
    }

    static Future<?> case125_beforeSuper(Env e) {
        Derived derived = new Derived(e, "w");
        return async(() -> derived.given.await() + derived.early.await());
    }

    static final ScopedValue<String> USER = ScopedValue.newInstance();

    static Future<?> case164_scopedValue(Env e) {
        return async(() -> {
            String inside = ScopedValue.where(USER, e.s("ann").await()).call(() -> USER.get());
            Future<String> unbound = ScopedValue.where(USER, "bob").call(() -> async(() -> {
                e.of(1).await();
                return USER.isBound() ? USER.get() : "nobody";
            }));
            return inside + unbound.await();
        });
    }

    static Future<?> case164_textBlock(Env e) {
        return async(() -> """
                first %s
                  second "%d"
                """.formatted(e.s("line").await(), e.of(2).await()));
    }
}
