package dev.pollux.examples.jokebot;

import static dev.pollux.Pollux.joinAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpJokesTest {

    private static final int AT_ONCE = 300;

    @Test
    void deal_byManyAtOnce_isAnsweredToAll() throws Exception {
        try (JokeService service = JokeService.start(Duration.ofMillis(100));
                HttpJokes jokes = new HttpJokes(service.address());
                AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            List<Future<Hand>> deals =
                    Stream.generate(jokes::deal).limit(AT_ONCE).toList();

            List<Hand> hands = runtime.blockOn(joinAll(deals));

            assertThat(hands)
                    .hasSize(AT_ONCE)
                    .allSatisfy(hand -> assertThat(hand.pick(Style.PUN)).isNotBlank());
        }
    }

    @Test
    void deal_ofAServiceThatIsGone_fails() throws Exception {
        URI gone;
        try (JokeService service = JokeService.start(Duration.ZERO)) {
            gone = service.address();
        }
        try (HttpJokes jokes = new HttpJokes(gone);
                AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            assertThatThrownBy(() -> runtime.blockOn(jokes.deal())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void deal_ofAnotherService_saysWhatItAnswered() throws Exception {
        try (JokeService service = JokeService.start(Duration.ZERO);
                HttpJokes jokes = new HttpJokes(service.address().resolve("/weather"));
                AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            assertThatThrownBy(() -> runtime.blockOn(jokes.deal()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("404");
        }
    }
}
