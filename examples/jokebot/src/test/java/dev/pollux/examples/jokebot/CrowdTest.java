package dev.pollux.examples.jokebot;

import static dev.pollux.Pollux.async;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.runtime.AsyncRuntime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrowdTest {

    private static final int USERS = 200;

    @Test
    void crowd_ofTwoHundred_isServedWithoutAnError() throws Exception {
        var plan = new Crowd.Plan(USERS, Duration.ofMillis(300), 3);
        Queue<Integer> progress = new ConcurrentLinkedQueue<>();

        CrowdResult result = meet(Fakes.jokes(), plan, progress);

        assertThat(result.firstError()).isEmpty();
        assertThat(result.errors()).isZero();
        assertThat(result.jokes()).isEqualTo(3 * USERS);
        List<Integer> counted = IntStream.rangeClosed(1, 3 * USERS).boxed().toList();
        assertThat(progress).containsExactlyInAnyOrderElementsOf(counted);
    }

    @Test
    void crowd_ofABotWithoutJokes_countsTheErrors() throws Exception {
        Jokes none = () -> async(() -> {
            throw new IOException("no jokes today");
        });

        CrowdResult result = meet(none, new Crowd.Plan(5, Duration.ofMillis(10), 1), new ConcurrentLinkedQueue<>());

        assertThat(result.jokes()).isZero();
        assertThat(result.errors()).isEqualTo(5);
        assertThat(result.firstError()).startsWith("not a joke: I am sorry");
    }

    private static CrowdResult meet(Jokes jokes, Crowd.Plan plan, Queue<Integer> progress) throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build()) {
            JokeBot bot = runtime.blockOn(JokeBot.open("127.0.0.1:0", jokes, Fakes.preferences()));
            Crowd crowd = new Crowd(bot.address(), plan);
            runtime.blockOn(crowd.arrive(here -> {}));
            CrowdResult result = runtime.blockOn(crowd.ask(progress::add));
            runtime.blockOn(bot.close());
            return result;
        }
    }

    @Test
    void plan_ofFewUsers_asksOnceInThreeSeconds() {
        assertThat(Crowd.Plan.of(1000, null)).isEqualTo(new Crowd.Plan(1000, Duration.ofSeconds(3), 1));
    }

    @Test
    void plan_ofManyUsers_asksAThousandTimesPerSecond() {
        assertThat(Crowd.Plan.of(10_000, null)).isEqualTo(new Crowd.Plan(10_000, Duration.ofSeconds(10), 1));
    }

    @Test
    void plan_ofALongWindow_asksInEveryRound() {
        assertThat(Crowd.Plan.of(10, Duration.ofSeconds(10)).rounds()).isEqualTo(3);
        assertThat(Crowd.Plan.of(10, Duration.ofSeconds(1)).rounds()).isEqualTo(1);
    }

    @Test
    void result_writtenAndParsed_isTheSame() {
        var result = new CrowdResult(1, 2, 3, 4, 5, "an error of several words");

        assertThat(CrowdResult.parse(result.toLine())).isEqualTo(result);
        assertThat(CrowdResult.parse(new CrowdResult(1, 0, 3, 4, 5, "").toLine())
                        .firstError())
                .isEmpty();
    }
}
