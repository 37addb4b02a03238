package dev.pollux.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.pollux.Behaviour;
import dev.pollux.Pollux;
import dev.pollux.future.AsyncAction;
import dev.pollux.future.AsyncBlock;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.runtime.TestFutures.Gate;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import dev.pollux.time.Moment;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every public function, called after the runtime was shut down: it says so, or gives a cancelled handle, or needs no runtime. */
class AfterShutdownTest {

    private static final Duration HANG = Duration.ofSeconds(20);

    /** Functions that work without a running runtime. Whoever adds one to the public API decides whether it belongs here. */
    private static final Map<Class<?>, Set<String>> HARMLESS = Map.of(
            AsyncRuntime.class,
            Set.of(
                    "multiThread",
                    "currentThread",
                    "handle",
                    "enter",
                    "shutdown",
                    "close",
                    "toString",
                    "metrics",
                    "dump",
                    "dumpTo",
                    "dumpAll",
                    "workerIndex",
                    "isShutdown"),
            Handle.class,
            Set.of("current", "enter", "name", "task", "toString", "metrics", "dump", "dumpTo"),
            Pollux.class, // scopes and deadlines are lazy: what they then ask of the runtime fails
            Set.of(
                    "run",
                    "blockInPlace",
                    "yieldNow",
                    "fromStage",
                    "task",
                    "scope",
                    "supervisorScope",
                    "raceScope",
                    "withDeadline",
                    "withoutDeadline"),
            Bulkhead.class,
            Set.of("named", "submit", "name", "running", "queued", "waiting", "rejected", "toString"));

    private static final Map<Class<?>, Object> ARGUMENTS = Map.of(
            Future.class, (Future<String>) cx -> Poll.ready("value"),
            AsyncBlock.class, (AsyncBlock<String>) () -> "value",
            AsyncAction.class, (AsyncAction) () -> {},
            Callable.class, (Callable<String>) () -> "value",
            Duration.class, Duration.ofMillis(1),
            Throwable.class, new IllegalStateException(),
            Appendable.class, new StringWriter(),
            CompletionStage.class, CompletableFuture.completedFuture("value"),
            Supplier.class, (Supplier<CompletionStage<String>>) () -> CompletableFuture.completedFuture("value"));

    @TestFactory
    @Behaviour({"RTH-08", "RTH-21", "RTH-25"})
    Stream<DynamicTest> everyFunction_afterShutdown_failsClearlyAndAtOnce() {
        return HARMLESS.keySet().stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> !method.getName().equals("spawnLocal")) // which an ordinary runtime always refuses
                .map(method -> DynamicTest.dynamicTest(method.toString(), () -> call(method)));
    }

    @Test
    void spawnLocal_ofALocalRuntimeAfterShutdown_givesACancelledHandle() throws Exception {
        LocalRuntime runtime = AsyncRuntime.currentThread().buildLocal();
        runtime.close();

        assertThat(isCancelled(runtime.spawnLocal((Future<String>) cx -> Poll.ready("late"))))
                .isTrue();
        assertThatThrownBy(() -> runtime.blockOn(cx -> Poll.ready("late")))
                .isInstanceOf(RuntimeShutdownException.class);
    }

    @Test
    void blockOn_afterShutdown_dropsWhatItWillNotRun() {
        AsyncRuntime runtime = AsyncRuntime.currentThread().build();
        runtime.close();
        Gate gate = new Gate();

        assertThatThrownBy(() -> runtime.blockOn(gate)).isInstanceOf(RuntimeShutdownException.class);

        assertThat(gate.isDropped()).isTrue();
    }

    private static void call(Method method) {
        boolean harmless = HARMLESS.get(method.getDeclaringClass()).contains(method.getName());
        assertTimeoutPreemptively(HANG, () -> {
            AsyncRuntime runtime = AsyncRuntime.currentThread().name("late").build();
            Bulkhead bulkhead = Bulkhead.named("jdbc").build(runtime.handle());
            EnterGuard guard = runtime.enter();
            Moment moment = Moment.now();
            runtime.close();
            try {
                Object result = invoke(method, runtime, bulkhead, moment);
                if (result instanceof EnterGuard inner) {
                    inner.close();
                }
                assertThat(harmless || isCancelled(result))
                        .as("%s returned %s", method, result)
                        .isTrue();
            } catch (InvocationTargetException e) {
                assertThat(e.getCause())
                        .isInstanceOf(RuntimeShutdownException.class)
                        .hasMessageEndingWith("needs the Pollux runtime \"late\", which was shut down");
            } finally {
                guard.close();
            }
        });
    }

    private static Object invoke(Method method, AsyncRuntime runtime, Bulkhead bulkhead, Moment moment)
            throws ReflectiveOperationException {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(type -> type == Moment.class ? moment : type == String.class ? "name" : ARGUMENTS.get(type))
                .toArray();
        Map<Class<?>, Object> receivers =
                Map.of(AsyncRuntime.class, runtime, Handle.class, runtime.handle(), Bulkhead.class, bulkhead);
        return method.invoke(receivers.get(method.getDeclaringClass()), arguments);
    }

    private static boolean isCancelled(Object result) throws Exception {
        try {
            if (result instanceof JoinHandle<?> handle) {
                return handle.isFinished() && handle.poll(Context.of(Waker.noop())) == null;
            }
            return result instanceof CompletableFuture<?> stage && stage.isCancelled();
        } catch (TaskCancelledException e) {
            return true;
        }
    }
}
