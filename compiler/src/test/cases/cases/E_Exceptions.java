package cases;

import static dev.pollux.future.Futures.async;

import dev.pollux.compiler.kit.Env;
import dev.pollux.future.Future;
import java.io.IOException;

/** Exceptions, finally and try-with-resources. */
class E_Exceptions {

    static Future<?> case081_tryCatch(Env e) {
        return async(() -> {
            String r;
            try {
                r = e.s("a").await();
                e.log(r);
                if (r.equals("a")) {
                    throw new IllegalStateException("mine");
                }
            } catch (IllegalStateException x) {
                r = x.getMessage() + e.s("handled").await();
            } catch (IOException x) {
                r = "io " + e.s("handled").await();
            }
            return r;
        });
    }

    static Future<?> case082_tryFinally(Env e) {
        return async(() -> {
            int n = 1;
            try {
                n = e.of(5).await();
                e.of(6).await();
                return n;
            } finally {
                e.log("finally " + n);
            }
        });
    }

    static Future<?> case083_awaitInFinally(Env e) {
        return async(() -> {
            try {
                e.of(1).await();
            } finally {
                e.log(e.s("cleaned").await());
                e.log("end");
            }
            return "ok";
        });
    }

    static Future<?> case084_returnValueAcrossFinally(Env e) {
        return async(() -> {
            int i = e.of(1).await();
            try {
                return i + e.of(2).await();
            } finally {
                e.log(e.of(3).await());
            }
        });
    }

    static Future<?> case084_longReturnAcrossFinally(Env e) {
        return async(() -> {
            long l = 1L << 40;
            try {
                return l + e.of(2L).await();
            } finally {
                e.log(e.of(3).await());
            }
        });
    }

    @SuppressWarnings("finally")
    static Future<?> case085_finallyOverridesReturn(Env e) {
        return async(() -> {
            try {
                return e.s("try").await();
            } finally {
                e.log("in finally");
                return "finally";
            }
        });
    }

    @SuppressWarnings("finally")
    static Future<?> case085_finallyBreaksLoop(Env e) {
        return async(() -> {
            int i = 0;
            while (true) {
                try {
                    i += e.of(1).await();
                } finally {
                    if (i > 2) {
                        break;
                    }
                }
            }
            return i;
        });
    }

    static Future<?> case086_nestedFinallys(Env e) {
        return async(() -> {
            try {
                try {
                    e.log(e.s("body").await());
                } finally {
                    e.log(e.s("inner").await());
                }
            } finally {
                e.log(e.s("outer").await());
            }
            return 1;
        });
    }

    static Future<?> case086_manyExits(Env e) {
        return async(() -> {
            String r = "";
            for (int i = 0; i < 5; i++) {
                try {
                    try {
                        if (i == 1) {
                            continue;
                        }
                        if (i == 2) {
                            r += e.s("two").await();
                        }
                        if (i == 3) {
                            break;
                        }
                    } finally {
                        r += i + e.s("f").await();
                    }
                } finally {
                    r += "F";
                }
            }
            return r;
        });
    }

    static Future<?> case087_resources(Env e) {
        return async(() -> {
            try (var a = e.open("a" + e.s("1").await());
                    var b = e.open("b")) {
                e.log(a.name() + b.name());
                return e.s("body").await();
            }
        });
    }

    static Future<?> case087_closeThrows(Env e) {
        return async(() -> {
            try (var a = e.openBad("a");
                    var b = e.openBad(e.s("b").await())) {
                e.log(e.s("body").await());
                if (a != b) {
                    throw new IllegalStateException("body");
                }
            }
            return 1;
        });
    }

    static Future<?> case087_nullResource(Env e) {
        return async(() -> {
            try (Env.Res none = e.of((Env.Res) null).await()) {
                return "null resource " + none + e.s("!").await();
            }
        });
    }

    static Future<?> case088_resourcesCatchFinally(Env e) {
        return async(() -> {
            String r = "";
            try (var a = e.openBad(e.s("a").await())) {
                r += e.s("body").await();
            } catch (IllegalStateException x) {
                r += x.getMessage() + e.s("caught").await();
            } finally {
                r += e.s("finally").await();
            }
            return r;
        });
    }

    static Future<?> case089_multiCatch(Env e) {
        return async(() -> {
            try {
                return e.s("v").await();
            } catch (IOException | IllegalStateException x) {
                return x.getMessage() + e.s("multi").await();
            }
        });
    }

    static Future<?> case090_rethrow(Env e) {
        return async(() -> {
            try {
                return e.s("v").await();
            } catch (final Exception x) {
                e.log(e.s("noted").await());
                throw x;
            }
        });
    }

    static Future<?> case091_catchThrowableSwallows(Env e) {
        return async(() -> {
            try {
                return e.s("v").await();
            } catch (Throwable x) {
                return "swallowed " + e.s("t").await();
            }
        });
    }

    static Future<?> case094_adjacentRanges(Env e) {
        return async(() -> {
            String r = "";
            try {
                r += e.s("a").await();
            } catch (IOException x) {
                r += "A";
            }
            try {
                r += e.s("b").await();
            } catch (IOException x) {
                r += "B";
            }
            try {
                try {
                    e.of(1).await();
                } catch (IOException x) {
                    r += "C";
                }
            } catch (RuntimeException x) {
                r += "D";
            }
            return r;
        });
    }

    static Future<?> case095_handlerOrder(Env e) {
        return async(() -> {
            try {
                try {
                    e.of(1).await();
                    throw new java.io.FileNotFoundException("specific");
                } catch (java.io.FileNotFoundException x) {
                    return "specific" + e.s("!").await();
                } catch (IOException x) {
                    return "general";
                }
            } catch (Exception x) {
                return "outer " + x.getMessage();
            }
        });
    }

    static Future<?> case097_finallyThrows(Env e) {
        return async(() -> {
            try {
                return e.s("v").await();
            } finally {
                if (e.of(true).await()) {
                    throw new IllegalStateException("from finally");
                }
            }
        });
    }

    static Future<?> case098_checkedThroughNestedBlock(Env e) {
        return async(() -> {
            Future<String> inner = async(() -> {
                e.of(1).await();
                throw new IOException("inner");
            });
            try {
                return inner.await();
            } catch (IOException x) {
                return "caught " + x.getMessage() + e.s("!").await();
            }
        });
    }
}
