package dev.pollux.examples.fivestores;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With PostgreSQL, MariaDB and Redis as they are. */
@Timeout(300)
class RealServersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final Duration SOON = Duration.ofMillis(200);

    private static Servers servers;

    @TempDir
    static Path directory;

    @BeforeAll
    static void start() throws Exception {
        servers = Servers.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (servers != null) {
            servers.stop();
        }
    }

    private static Addresses addresses() {
        Map<String, String> environment = new HashMap<>(servers.addresses());
        environment.put("NOTES_FILE", directory.resolve("notes.db").toString());
        return Addresses.from(environment);
    }

    @Test
    void about_allAreUp_isWhole() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            String text = runtime.blockOn(async(() -> {
                return Shop.at(addresses(), PATIENCE)
                        .about(42, PATIENCE)
                        .await()
                        .text();
            }));

            assertThat(text).isEqualTo("""
                            customer 42, by 5 of 5 stores
                              orders     2 x teapot, 1 x tea cosy
                              invoices   R-1001 49.90 paid, R-1002 12.50 open
                              visit      looks at /tea/earl-grey; cart: 3 x Earl Grey
                              notes      calls in the morning, likes green tea
                              catalogue  3 products""");
        }
    }

    @Test
    void select_dropped_cancelsTheStatementOfPostgres() throws Exception {
        endsEarly(
                "SELECT pg_sleep(1000)",
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(1000)%'"
                        + " AND pid <> pg_backend_pid()",
                true);
    }

    @Test
    void select_dropped_cancelsTheStatementOfMariadb() throws Exception {
        endsEarly(
                "SELECT sleep(1000)",
                "SELECT count(*) FROM information_schema.processlist WHERE info LIKE '%sleep(1000)%' AND id <> connection_id()",
                false);
    }

    /** The end of the runtime waits for the job, which ends because the server gave the statement up. */
    private static void endsEarly(String endless, String countOfThose, boolean postgres) throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            runtime.blockOn(async(() -> {
                Database database = postgres
                        ? Database.postgres(addresses().postgres(), PATIENCE)
                        : Database.mariadb(addresses().mariadb(), PATIENCE);
                count(database, countOfThose).await(); // the driver is loaded
                try {
                    timeout(SOON, database.select(row -> row.getString(1), endless))
                            .await();
                    fail("it was to sleep for long");
                } catch (TimeoutException e) {
                    while (!count(database, countOfThose).await().equals(List.of(0))) {
                        // the server has not heard of it yet
                    }
                }
                return null;
            }));
        }
    }

    private static Future<List<Integer>> count(Database database, String sql) {
        return database.select(row -> row.getInt(1), sql);
    }
}
