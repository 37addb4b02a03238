package dev.pollux.examples.jokebot;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.joinAll;
import static dev.pollux.Pollux.sleepUntil;
import static dev.pollux.Pollux.spawn;

import dev.pollux.future.Future;
import dev.pollux.task.JoinHandle;
import dev.pollux.time.Moment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Many visitors at once: one task each, over real sockets. */
final class Crowd {

    /** How many knock at the door at the same time; more would overflow what the system queues for the bot. */
    private static final int KNOCKING = 200;

    private final InetSocketAddress bot;
    private final Plan plan;
    private final List<Visitor> visitors = new ArrayList<>();
    private final CrowdStatistics statistics = new CrowdStatistics();

    Crowd(InetSocketAddress bot, Plan plan) {
        this.bot = bot;
        this.plan = plan;
    }

    /** Everybody comes in and gives a name. */
    Future<@Nullable Void> arrive(IntConsumer progress) {
        return async(() -> {
            while (visitors.size() < plan.users()) {
                List<Future<Visitor>> next = new ArrayList<>();
                while (next.size() < KNOCKING && visitors.size() + next.size() < plan.users()) {
                    next.add(Visitor.arrive(bot, "visitor-" + (visitors.size() + next.size())));
                }
                visitors.addAll(joinAll(next).await());
                progress.accept(visitors.size());
            }
        });
    }

    /** Everybody asks for jokes, at random moments, and leaves. */
    Future<CrowdResult> ask(IntConsumer progress) {
        return async(() -> {
            Moment start = Moment.now();
            AtomicInteger answered = new AtomicInteger();
            List<JoinHandle<@Nullable Void>> visits = new ArrayList<>();
            for (Visitor visitor : visitors) {
                visits.add(spawn(visit(visitor, start, () -> progress.accept(answered.incrementAndGet()))));
            }
            joinAll(visits).await();
            return statistics.result();
        });
    }

    private Future<@Nullable Void> visit(Visitor visitor, Moment start, Runnable progress) {
        return async(() -> {
            try (visitor) {
                for (int round = 0; round < plan.rounds(); round++) {
                    sleepUntil(start.plus(momentOf(round))).await();
                    long asked = System.nanoTime();
                    String joke = visitor.ask("joke").await();
                    statistics.answered(System.nanoTime() - asked, joke);
                    progress.run();
                }
                visitor.ask("quit").await();
            } catch (IOException e) {
                statistics.failed(e.toString());
            }
        });
    }

    private Duration momentOf(int round) {
        long perRound = plan.window().toNanos() / plan.rounds();
        return Duration.ofNanos(round * perRound + ThreadLocalRandom.current().nextLong(perRound));
    }

    /**
     * What a crowd does.
     *
     * @param users how many
     * @param window how long they ask
     * @param rounds how many jokes each asks for in that time
     */
    record Plan(int users, Duration window, int rounds) {

        /** All asking at once would need a connection to the joke service each: HTTP/1.1 has one request per connection. */
        private static final int MOST_PER_SECOND = 1000;

        private static final Duration SHORTEST_ROUND = Duration.ofSeconds(3);

        /** Plans one joke per user and round, where a round is so long that the crowd asks for 1,000 jokes per second at most. */
        static Plan of(int users, @Nullable Duration window) {
            Duration round = Duration.ofMillis(users * 1000L / MOST_PER_SECOND);
            if (round.compareTo(SHORTEST_ROUND) < 0) {
                round = SHORTEST_ROUND;
            }
            return window == null
                    ? new Plan(users, round, 1)
                    : new Plan(users, window, (int) Math.max(1, window.dividedBy(round)));
        }

        int questions() {
            return users * rounds;
        }
    }
}
