package cases;

import static dev.pollux.future.Futures.async;

import dev.pollux.compiler.kit.Env;
import dev.pollux.future.Future;

/** Shapes that matter when a block is dropped; the schedules do the dropping. */
class F_Drop {

    static Future<?> case100_finallyOnce(Env e) {
        return async(() -> {
            try {
                e.of(1).await();
                e.log("between");
                e.of(2).await();
            } finally {
                e.log("finally");
            }
            return e.of(3).await();
        });
    }

    static Future<?> case101_resourcesClosedOnce(Env e) {
        return async(() -> {
            try (var a = e.open("a")) {
                e.of(1).await();
                try (var b = e.open("b")) {
                    e.of(2).await();
                }
                e.of(3).await();
            }
            return 1;
        });
    }

    static Future<?> case102_innerThenOuter(Env e) {
        return async(() -> {
            try {
                Future<String> inner = async(() -> {
                    try {
                        return e.s("leaf").await();
                    } finally {
                        e.log("inner finally");
                    }
                });
                return inner.await();
            } finally {
                e.log("outer finally");
            }
        });
    }

    static Future<?> case106_catchExceptionIsBlind(Env e) {
        return async(() -> {
            try {
                e.of(1).await();
            } catch (RuntimeException x) {
                e.log("runtime");
            } catch (Exception x) {
                e.log("exception");
            } catch (Error x) {
                e.log("error");
            }
            return "after";
        });
    }

    static Future<?> case109_rollbackAndRethrow(Env e) {
        return async(() -> {
            try {
                return e.s("v").await();
            } catch (Throwable t) {
                e.log("rollback");
                throw t;
            }
        });
    }

    static Future<?> case110_readyAwaitInFinally(Env e) {
        return async(() -> {
            try {
                e.of(1).await();
            } finally {
                e.log("cleaning");
                e.of(2).await();
                e.log("cleaned");
            }
            return 1;
        });
    }

    static Future<?> case113_fiveDeep(Env e) {
        return level(e, 5);
    }

    private static Future<String> level(Env e, int depth) {
        return async(() -> {
            try {
                return depth == 0 ? e.s("leaf").await() : level(e, depth - 1).await();
            } finally {
                e.log("finally " + depth);
            }
        });
    }

    static Future<?> case116_closeThrowsDuringDrop(Env e) {
        return async(() -> {
            try (var a = e.open("a")) {
                e.of(1).await();
            } finally {
                e.log("outer");
            }
            return 1;
        });
    }
}
