package dev.pollux.test.guide;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Future;
import dev.pollux.task.TaskFailure;
import dev.pollux.test.Flavour;
import dev.pollux.test.PolluxTest;
import dev.pollux.test.TestRuntime;
import java.io.IOException;
import java.util.List;

class PricesTest {

    @PolluxTest
    void total_addsUpThePrices(TestRuntime runtime) throws Exception {
        var prices = new Prices(PricesTest::ask);

        runtime.run(() -> {
            assertThat(prices.total(List.of("tea", "milk")).await()).isEqualTo(7);
        });
    }

    private static Future<Integer> ask(String name) {
        return async(() -> {
            yieldNow().await();
            return name.length();
        });
    }

    @PolluxTest(flavour = Flavour.MULTI_THREAD, workers = 4)
    void ask_fromManyTasks_answersEach(TestRuntime runtime) throws Exception {
        runtime.run(() -> {
            for (int i = 0; i < 100; i++) {
                assertThat(spawn(ask("tea")).await()).isEqualTo(3);
            }
        });
    }

    @PolluxTest
    void shopThatFails_isReported(TestRuntime runtime) throws Exception {
        runtime.run(() -> {
            spawn(failing());
            yieldNow().await();
        });

        assertThat(runtime.takeFailures())
                .singleElement()
                .extracting(TaskFailure::failure)
                .isInstanceOf(IOException.class);
    }

    private static Future<Integer> failing() {
        return async(() -> {
            throw new IOException("the shop is closed");
        });
    }
}
