package dev.pollux.compiler.kit;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Members of a class given as text, woven, and an instance of it. They can use {@code log}, {@code leaf} and {@code leaf()}. */
public abstract class Blocks {

    private static final String SOURCE = """
            package user;
            import dev.pollux.compiler.kit.Blocks;
            import static dev.pollux.future.Futures.*;
            import dev.pollux.future.*;
            import java.util.*;
            public class User extends Blocks {
            %s
            }
            """;

    public final ManualFuture leaf = new ManualFuture();
    private final List<ManualFuture> leaves = new ArrayList<>(List.of(leaf));
    private final List<Object> log = new ArrayList<>();

    public static Blocks of(String members, String... options) throws Exception {
        return of(
                CaseClasses.ofSource("User", SOURCE.formatted(members), options).loadWoven());
    }

    public static Blocks of(ClassLoader loader) throws Exception {
        return (Blocks) loader.loadClass("user.User").getDeclaredConstructor().newInstance();
    }

    public static String source(String members) {
        return SOURCE.formatted(members);
    }

    public void log(Object what) {
        log.add(what);
    }

    public List<Object> log() {
        return log;
    }

    /** Another future that never completes. */
    public ManualFuture leaf() {
        var another = new ManualFuture();
        leaves.add(another);
        return another;
    }

    public List<ManualFuture> leaves() {
        return leaves;
    }

    public Future<?> future(String method, Object... arguments) throws Exception {
        return (Future<?>) call(method, arguments);
    }

    /** Calls a method by its name, of which there must be but one. */
    public Object call(String method, Object... arguments) throws Exception {
        var found = Arrays.stream(getClass().getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .findFirst()
                .orElseThrow();
        found.setAccessible(true);
        try {
            return found.invoke(this, arguments);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    public Object field(String name) throws Exception {
        var found = getClass().getDeclaredField(name);
        found.setAccessible(true);
        return found.get(this);
    }

    /** Polls once: the value, or {@link Poll#PENDING}. */
    public static Object poll(Future<?> future) throws Exception {
        return future.pollRaw(Context.of(Waker.noop()));
    }
}
