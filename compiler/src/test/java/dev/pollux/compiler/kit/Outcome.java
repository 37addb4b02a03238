package dev.pollux.compiler.kit;

import dev.pollux.future.CleanUp;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What one run of a case came to.
 *
 * @param result the value or the failure, described
 * @param awaits how many awaits were reached
 * @param log what the case did, in order
 */
public record Outcome(String result, int awaits, List<String> log) {

    private static final int MAX_POLLS = 100_000;
    private static final int MAX_POLLS_OF_CLEAN_UP = 200;

    /** Runs a static method that takes an {@link Env} and returns a future. */
    public static Outcome run(Method scenario, Env.Script script, boolean twin) {
        return run(scenario, new Env(script, twin), script, Context.of(Waker.noop()));
    }

    /** Runs the woven form of such a method with a context of one's own. */
    public static Outcome run(Method scenario, Env.Script script, Context cx) {
        return run(scenario, new Env(script, false), script, cx);
    }

    private static Outcome run(Method scenario, Env env, Env.Script script, Context cx) {
        String result = result(scenario, env, script, cx);
        return new Outcome(result, env.awaits(), List.copyOf(env.log()));
    }

    /** A context whose budget is spent and will not be refilled. */
    public static Context spentContext() {
        Context cx = Context.of(Waker.noop(), ThreadLocalRandom::current);
        Future<Integer> ready = Futures.ready(1);
        boolean spent;
        do {
            spent = cx.admit(ready, 0) != ready;
        } while (!spent);
        return cx;
    }

    private static String result(Method scenario, Env env, Env.Script script, Context cx) {
        try {
            Future<?> future = (Future<?>) scenario.invoke(null, env);
            for (int polls = 0; polls < MAX_POLLS; polls++) {
                Object answer = future.pollRaw(cx);
                if (answer != Poll.PENDING) { // a twin that is dropped may swallow it; nobody sees its value then
                    boolean dropped = script.dropAt() >= 0 && env.awaits() > script.dropAt();
                    return dropped ? "dropped" : "value " + describe(answer);
                }
                if (script.dropAt() >= 0 && env.awaits() == script.dropAt() + 1) {
                    drop(future, cx, env);
                    return "dropped";
                }
            }
            return "never finished";
        } catch (InvocationTargetException e) {
            return "failed to start: " + describe(e.getCause());
        } catch (Throwable e) {
            Throwable failure = e instanceof Env.TwinDrop ? ofCleanUp(e) : e;
            boolean same = env.failures().contains(failure);
            return failure == null ? "dropped" : "threw " + (same ? "the very " : "") + describe(failure);
        }
    }

    /** As an owner does. Clean-up that stands at the very await where the drop is to happen never ends, and is given up. */
    private static void drop(Future<?> future, Context cx, Env env) {
        CleanUp rest = CleanUp.ofDropping(future, cx);
        future.drop(); // dropping twice is harmless
        for (int polls = 0; rest != null && polls < MAX_POLLS_OF_CLEAN_UP; polls++) {
            if (rest.pollRaw(cx) != Poll.PENDING) {
                return;
            }
        }
        if (rest != null) {
            env.pendNoMore(); // what is given up is asked once
            rest.drop();
        }
    }

    /** What drop() throws if try-with-resources noted failures of close on the signal: the first, with the others in it. */
    private static Throwable ofCleanUp(Throwable signal) {
        Throwable first = null;
        for (Throwable failure : signal.getSuppressed()) {
            if (first == null) {
                first = failure;
            } else {
                first.addSuppressed(failure);
            }
        }
        return first;
    }

    private static String describe(Object value) {
        if (value instanceof Throwable failure) {
            return failure.getClass().getName() + ": " + failure.getMessage() + suppressed(failure);
        }
        String text = value instanceof Object[] array ? Arrays.deepToString(array) : arrayText(value);
        return (value == null ? "" : value.getClass().getSimpleName() + " ") + text;
    }

    private static String suppressed(Throwable failure) {
        return failure.getSuppressed().length == 0
                ? ""
                : Arrays.stream(failure.getSuppressed())
                        .map(Outcome::describe)
                        .toList()
                        .toString();
    }

    private static String arrayText(Object value) {
        String wrapped = Arrays.deepToString(new Object[] {value});
        return wrapped.substring(1, wrapped.length() - 1);
    }
}
