package dev.pollux.test.guide;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Future;
import dev.pollux.test.Leaks;
import dev.pollux.test.PolluxTest;
import dev.pollux.test.TestRuntime;
import dev.pollux.time.Time;
import java.time.Duration;

class TimeoutsTest {

    private int reminders;

    @PolluxTest(startPaused = true, leaks = Leaks.ALLOW)
    void remindEachHour_aDay_reminds24Times(TestRuntime runtime) throws Exception {
        runtime.run(() -> {
            spawn(remindEachHour());

            sleep(Duration.ofHours(24).plusMinutes(1)).await(); // takes no time
            assertThat(reminders).isEqualTo(24);

            Time.advance(Duration.ofHours(1)).await(); // moves the clock by just that
            assertThat(reminders).isEqualTo(25);
        });
    }

    private Future<Void> remindEachHour() {
        return async(() -> {
            while (true) {
                sleep(Duration.ofHours(1)).await();
                reminders++;
            }
        });
    }
}
