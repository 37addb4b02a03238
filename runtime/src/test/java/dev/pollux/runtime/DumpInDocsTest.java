package dev.pollux.runtime;

import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import bank.Bank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import shop.Shop;

/** What the guide shows is what users get. */
@Timeout(60)
class DumpInDocsTest {

    private static final Pattern COUNTING = Pattern.compile("countUntilClosed");
    private static final Pattern SHOWN = Pattern.compile("```\n(Pollux runtime \"shop\".*?)```", Pattern.DOTALL);

    private static final Pattern GRAPH = Pattern.compile("```\n(who waits for whom.*?)```", Pattern.DOTALL);

    private static String shown(Pattern part) throws IOException {
        Matcher matcher = part.matcher(Files.readString(Path.of("../docs/debugging.md")));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    /** Numbers, the loaders of classes and the classes of lambdas differ from run to run. */
    private static String comparable(String dump) {
        return dump.replaceAll("(?m)^.*\\$\\$Lambda.*\n", "")
                .replaceAll("at \\S+/", "at ")
                .replaceAll("\\d+(\\.\\d+)?", "n");
    }

    @Test
    void dumpInTheGuide_isThatOfItsProgram() throws Exception {
        Shop shop = new Shop();
        try (AsyncRuntime runtime = AsyncRuntime.multiThread()
                .name("shop")
                .workerThreads(1)
                .pollBudget(Duration.ofHours(1))
                .trackTaskTimes(true)
                .build()) {
            try {
                runtime.spawn(shop.order());
                while (runtime.metrics().numBlockingThreads() == 0
                        || !runtime.metrics().worker(0).isParked()) {
                    Thread.onSpinWait();
                }
                runtime.spawn(shop.report());
                waitFor(shop.reporting);

                String dump = stable(runtime);

                assertThat(comparable(dump)).as(dump).isEqualTo(comparable(shown(SHOWN)));
            } finally {
                shop.closed = true;
                runtime.shutdown(Duration.ofSeconds(10));
            }
        }
    }

    @Test
    void graphInTheGuide_isThatOfItsProgram() throws Exception {
        Bank bank = new Bank();
        AtomicInteger met = new AtomicInteger();
        AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build();
        try {
            runtime.handle().task().name("save").spawn(bank.save(10, SettledDump.meet(met, 2)));
            runtime.handle().task().name("spend").spawn(bank.spend(10, SettledDump.meet(met, 2)));
            SettledDump.settled(runtime);
            runtime.handle().task().name("balance").spawn(bank.balance());

            String graph = SettledDump.settled(runtime).waits().toString();

            assertThat(withoutIds(graph)).isEqualTo(withoutIds(shown(GRAPH)));
        } finally {
            runtime.shutdown(Duration.ofSeconds(10));
        }
    }

    private static String withoutIds(String graph) {
        return graph.replaceAll("task \\d+", "task");
    }

    /** The job and the loop may be a line away from where they stay: in two stacks, and in the graph, which names the job's. */
    private static String stable(AsyncRuntime runtime) {
        String dump;
        do {
            dump = runtime.dump().toString();
        } while (COUNTING.matcher(dump).results().count() < 3);
        return dump;
    }
}
