package dev.pollux.examples.jokebot;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.failed;
import static dev.pollux.Pollux.fromStage;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.TaskFailure;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JokeBotTest {

    private final BlockingQueue<TaskFailure> failures = new LinkedBlockingQueue<>();
    private final AsyncRuntime runtime =
            AsyncRuntime.multiThread().workerThreads(2).onFailure(failures::add).build();

    @AfterEach
    void close() {
        runtime.close();
    }

    private JokeBot open(Jokes jokes, Preferences preferences) throws Exception {
        return runtime.blockOn(JokeBot.open("127.0.0.1:0", jokes, preferences));
    }

    /** Each look-up ends only once the other has begun: one after the other, they would never end. */
    @Test
    void joke_looksBothThingsUpAtTheSameTime() throws Exception {
        var dealing = new CompletableFuture<Void>();
        var looking = new CompletableFuture<Void>();
        Jokes jokes = () -> async(() -> {
            dealing.complete(null);
            fromStage(looking).await();
            return Fakes.hand();
        });
        Preferences preferences = new Preferences() {
            @Override
            public Future<Style> styleOf(String name) {
                return async(() -> {
                    looking.complete(null);
                    fromStage(dealing).await();
                    return Style.PUN;
                });
            }

            @Override
            public Future<Void> setStyle(String name, Style style) {
                return ready(null);
            }
        };

        try (Guest guest = Guest.named("Ada", open(jokes, preferences).address())) {
            assertThat(guest.ask("joke")).isEqualTo("a pun joke (pun)");
        }
    }

    @Test
    void joke_thatCannotBeFetched_isApologizedFor() throws Exception {
        var asked = new AtomicInteger();
        Jokes jokes = () -> asked.getAndIncrement() == 0 ? failed(new IOException("down")) : ready(Fakes.hand());

        try (Guest guest = Guest.named("Ada", open(jokes, Fakes.preferences()).address())) {
            assertThat(guest.ask("joke")).startsWith("I am sorry");
            assertThat(guest.ask("joke")).isEqualTo("a any joke (any)");
        }
    }

    @Test
    void guest_whoLeavesInTheMiddle_hurtsNobody() throws Exception {
        var fetching = new CountDownLatch(1);
        var goOn = new CompletableFuture<Void>();
        Jokes jokes = () -> async(() -> {
            fetching.countDown();
            fromStage(goOn).await();
            return Fakes.hand();
        });
        JokeBot bot = open(jokes, Fakes.preferences());

        try (Guest other = Guest.named("Alan", bot.address())) {
            try (Guest guest = Guest.named("Ada", bot.address())) {
                guest.say("joke");
                fetching.await();
            }
            goOn.complete(null);

            assertThat(other.ask("joke")).isEqualTo("a any joke (any)");
        }
        assertThat(runtime.blockOn(bot.close())).isLessThanOrEqualTo(2);
        assertThat(failures).isEmpty();
    }

    @Test
    void guest_whoseTaskHasADefect_isAloneWithIt() throws Exception {
        var asked = new AtomicInteger();
        Jokes jokes = () -> {
            if (asked.getAndIncrement() == 0) {
                throw new IllegalStateException("a defect");
            }
            return ready(Fakes.hand());
        };
        JokeBot bot = open(jokes, Fakes.preferences());

        try (Guest guest = Guest.named("Ada", bot.address());
                Guest other = Guest.named("Alan", bot.address())) {
            assertThat(guest.ask("joke")).isNull();
            assertThat(other.ask("joke")).isEqualTo("a any joke (any)");
        }
        runtime.close(); // reports what nobody has taken
        assertThat(failures)
                .singleElement()
                .extracting(TaskFailure::failure)
                .hasToString("java.lang.IllegalStateException: a defect");
    }

    @Test
    void close_saysGoodbyeToGuestsInWhateverTheyDo() throws Exception {
        var fetching = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        Jokes jokes = () -> async(() -> {
            try {
                fetching.countDown();
                pending().await();
                return Fakes.hand();
            } finally {
                cancelled.countDown();
            }
        });
        JokeBot bot = open(jokes, Fakes.preferences());

        try (Guest nameless = Guest.at(bot.address());
                Guest idle = Guest.named("Ada", bot.address());
                Guest waiting = Guest.named("Alan", bot.address())) {
            waiting.say("joke");
            fetching.await();
            int seenOff = runtime.blockOn(bot.close());

            assertThat(seenOff).isEqualTo(3);
            for (Guest guest : new Guest[] {nameless, idle, waiting}) {
                assertThat(guest.hear()).isEqualTo("The bot is closing. Goodbye!");
                assertThat(guest.hear()).isNull();
            }
        }
        assertThat(cancelled.getCount()).isZero();
    }

    @Test
    void close_letsNobodyIn() throws Exception {
        JokeBot bot = open(Fakes.jokes(), Fakes.preferences());
        var address = bot.address();

        assertThat(runtime.blockOn(bot.close())).isZero();

        assertThat(Guest.isGreetedAt(address)).isFalse();
    }
}
