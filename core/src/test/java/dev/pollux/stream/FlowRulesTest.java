package dev.pollux.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testng.ITestListener;
import org.testng.ITestResult;
import org.testng.TestNG;

/** Has the test kit of Reactive Streams try both directions of {@link Publishers}. */
class FlowRulesTest {

    /** What the kit found. Skipped are its rules for what is optional, and those that no test can decide. */
    private static final class Results implements ITestListener {
        private final List<String> passed = new ArrayList<>();
        private final List<String> skippedRequired = new ArrayList<>();
        private final List<String> failed = new ArrayList<>();

        @Override
        public void onTestSuccess(ITestResult result) {
            passed.add(result.getName());
        }

        @Override
        public void onTestFailure(ITestResult result) {
            failed.add(result.getName() + ": " + result.getThrowable());
        }

        @Override
        public void onTestSkipped(ITestResult result) {
            if (result.getName().startsWith("required")) {
                skippedRequired.add(result.getName() + ": " + result.getThrowable());
            }
        }
    }

    @Test
    void ofStream_reactiveStreamsKit_findsNoFault() {
        Results results = run(PublisherRules.class);

        assertThat(results.failed).isEmpty();
        assertThat(results.skippedRequired).isEmpty();
        assertThat(results.passed).hasSizeGreaterThan(20);
    }

    @Test
    void toStream_reactiveStreamsKit_findsNoFault() {
        Results results = run(SubscriberRules.class);

        assertThat(results.failed).isEmpty();
        assertThat(results.skippedRequired).isEmpty();
        assertThat(results.passed).hasSizeGreaterThan(8);
    }

    private static Results run(Class<?> rules) {
        var results = new Results();
        var kit = new TestNG(false);
        kit.setVerbose(0);
        kit.setTestClasses(new Class<?>[] {rules});
        kit.addListener(results);
        kit.run();
        return results;
    }
}
