package dev.pollux.test.guide;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Future;
import dev.pollux.task.JoinHandle;
import dev.pollux.test.PolluxTest;
import dev.pollux.test.TestRuntime;
import java.util.ArrayList;
import java.util.List;

class TicketsTest {

    private int left = 3;
    private int sold;

    @PolluxTest(seeds = 100)
    void buy_byMoreThanThereAreTickets_sellsNoneTwice(TestRuntime runtime) throws Exception {
        runtime.run(() -> {
            List<JoinHandle<Void>> buyers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                buyers.add(spawn(buy()));
            }
            for (var buyer : buyers) {
                buyer.await();
            }

            assertThat(sold).isEqualTo(3);
        });
    }

    private Future<Void> buy() {
        return async(() -> {
            yieldNow().await(); // the customer makes up his mind
            if (left > 0) { // no await from here on, and so no other task in between
                left--;
                sold++;
            }
        });
    }
}
