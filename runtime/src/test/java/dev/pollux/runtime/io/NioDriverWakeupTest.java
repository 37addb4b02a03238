package dev.pollux.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NioDriverWakeupTest {

    private final ScriptedSelector selector = new ScriptedSelector();

    @SuppressWarnings("resource") // the selector holds nothing
    private final NioDriver driver = new NioDriver(() -> selector, 0, report -> {});

    @Test
    void poll_withATimeout_roundsUpToMilliseconds() throws Exception {
        driver.poll(1);
        driver.poll(1_000_000);
        driver.poll(1_000_001);
        driver.poll(Long.MAX_VALUE);

        assertThat(selector.calls).containsExactly("select 1", "select 1", "select 2", "select 9223372036855");
    }

    @Test
    void poll_withoutTime_doesNotWait() throws Exception {
        driver.poll(0);

        assertThat(selector.calls).containsExactly("selectNow");
    }

    @Test
    void poll_withoutLimit_waits() throws Exception {
        driver.poll(-1);

        assertThat(selector.calls).containsExactly("select");
    }

    @Test
    void wakeup_whilePolling_wakesTheSelectorOnce() throws Exception {
        selector.whileSelecting = () -> {
            driver.wakeup();
            driver.wakeup();
            driver.wakeup();
        };

        driver.poll(-1);

        assertThat(selector.calls).containsExactly("select", "wakeup");
    }

    @Test
    void wakeup_beforePoll_makesTheNextPollReturnAtOnce() throws Exception {
        driver.wakeup();
        driver.wakeup();

        driver.poll(-1);
        driver.poll(-1);

        assertThat(selector.calls).containsExactly("selectNow", "select");
    }

    @Test
    void wakeup_whilePolling_isUsedUpByThatPoll() throws Exception {
        selector.whileSelecting = driver::wakeup;
        driver.poll(-1);
        selector.whileSelecting = () -> {};

        driver.poll(-1);

        assertThat(selector.calls).containsExactly("select", "wakeup", "select");
    }

    @Test
    void wakeup_duringAPollThatDoesNotWait_makesNoSystemCall() throws Exception {
        selector.whileSelecting = driver::wakeup;

        driver.poll(0);

        assertThat(selector.calls).containsExactly("selectNow");
    }
}
