package dev.pollux.test;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes as a build does, and keeps what came of each test and container. */
final class TestRun implements TestExecutionListener {

    private final Map<String, TestExecutionResult> tests = new LinkedHashMap<>();
    private final List<Throwable> brokenContainers = new ArrayList<>();

    private TestRun() {}

    /** Runs all tests of a class. Each parameter is written {@code name=value}. */
    static TestRun ofAll(Class<?> type, String... parameters) {
        return run(selectClass(type), parameters);
    }

    /** Runs the only test of that name. */
    static TestRun of(Class<?> type, String name, String... parameters) {
        Method test = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return run(selectMethod(type, test), parameters);
    }

    private static Optional<Throwable> failed(TestExecutionResult result) {
        return result.getStatus() == TestExecutionResult.Status.FAILED ? result.getThrowable() : Optional.empty();
    }

    private static TestRun run(DiscoverySelector selector, String... parameters) {
        var request = LauncherDiscoveryRequestBuilder.request().selectors(selector);
        for (String parameter : parameters) {
            String[] parts = parameter.split("=", 2);
            request.configurationParameter(parts[0], parts[1]);
        }
        var run = new TestRun();
        LauncherFactory.create().execute(request.build(), run);
        return run;
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        if (identifier.isTest()) {
            String method = identifier
                    .getSource()
                    .map(source -> ((MethodSource) source).getMethodName())
                    .orElseThrow();
            tests.put(method + ": " + identifier.getDisplayName(), result);
        } else {
            result.getThrowable().ifPresent(brokenContainers::add);
        }
    }

    /** The display names of the tests that ran. */
    List<String> names() {
        return List.copyOf(tests.keySet());
    }

    List<String> failed() {
        return tests.keySet().stream()
                .filter(name -> tests.get(name).getStatus() == TestExecutionResult.Status.FAILED)
                .toList();
    }

    /** What the tests that failed, and containers that could not run, threw. */
    List<Throwable> failures() {
        List<Throwable> all = new ArrayList<>(brokenContainers);
        tests.values().forEach(result -> failed(result).ifPresent(all::add));
        return all;
    }

    Throwable failure() {
        List<Throwable> all = failures();
        if (all.size() != 1) {
            throw new AssertionError("one failure was expected, but there are " + all + " in " + tests);
        }
        return all.get(0);
    }
}
