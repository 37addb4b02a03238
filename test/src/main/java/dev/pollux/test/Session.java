package dev.pollux.test;

import dev.pollux.runtime.EnterGuard;
import dev.pollux.runtime.ShutdownReport;
import dev.pollux.runtime.dump.TaskDump;
import dev.pollux.runtime.spi.RuntimeContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;

/** One invocation of a test: its runtime, and what must hold when it is over. */
final class Session {

    private static final int PATIENCE = 5; // seconds

    private final TestSettings settings;
    private final TestRuntime test;

    Session(String name, TestSettings settings) {
        this.settings = settings;
        this.test = new TestRuntime(name, settings);
    }

    TestRuntime test() {
        return test;
    }

    /** Runs a method of the test inside the runtime. */
    <T extends @Nullable Object> T run(Invocation<T> method) throws Throwable {
        RuntimeContext before = RuntimeContext.replace(null);
        try (TimeLimit limit = new TimeLimit(
                settings.timeoutSeconds(), () -> test.runtime().dump().toString())) {
            T result;
            try {
                result = enterAndProceed(method);
            } catch (Throwable t) {
                throw limit.instead(t);
            }
            limit.check();
            return result;
        } finally {
            RuntimeContext.replace(before); // also when the method left another runtime entered
        }
    }

    @SuppressWarnings("try") // the guard is there to be closed
    private <T extends @Nullable Object> T enterAndProceed(Invocation<T> method) throws Throwable {
        try (EnterGuard inside = test.runtime().enter()) {
            return method.proceed();
        }
    }

    /** Shuts the runtime down. Fails if the test passed but for what it left behind. */
    void end(@Nullable Throwable failure) throws Exception {
        List<AssertionError> errors = new ArrayList<>();
        AssertionError leak = failure == null && !settings.leaksAllowed() ? leak() : null;
        ShutdownReport report = test.runtime().shutdown(patience());
        addIfPresent(errors, test.failures().takeAsError()); // first: what is left behind may be a consequence
        addIfPresent(errors, test.failures().futurelockAsError());
        addIfPresent(errors, leak);
        if (!report.isComplete()) {
            errors.add(new AssertionError("threads of the runtime still run code of the test: " + report));
        }
        raise(errors, failure);
    }

    private Duration patience() {
        int limit = settings.timeoutSeconds();
        return Duration.ofSeconds(limit == 0 ? PATIENCE : Math.min(limit, PATIENCE));
    }

    private @Nullable AssertionError leak() throws Exception {
        List<TaskDump> tasks = test.leaked();
        if (tasks.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder(tasks.size() == 1 ? "a task is" : tasks.size() + " tasks are")
                .append(" still alive at the end of the test (await or abort it, or allow that by leaks = ALLOW):\n");
        tasks.forEach(task -> text.append(task.toString().indent(2)));
        return new AssertionError(text.toString());
    }

    private static void addIfPresent(List<AssertionError> errors, @Nullable AssertionError error) {
        if (error != null) {
            errors.add(error);
        }
    }

    private void raise(List<AssertionError> errors, @Nullable Throwable failure) {
        AssertionError error = errors.isEmpty() ? null : errors.remove(0);
        if (error != null) {
            errors.forEach(error::addSuppressed);
        }
        Throwable shown = failure != null ? failure : error;
        if (shown != null && settings.seed() != null) {
            shown.addSuppressed(new FailedWithSeed(settings.seed()));
        }
        if (error != null) {
            throw error;
        }
    }
}
