package dev.pollux.examples.fivestores;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.fail;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.TaskFailure;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the two databases that need no server, and with servers that are none. */
@Timeout(60)
class DatabaseTest {

    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String NONSENSE = "HTTP/1.1 400 Bad Request\r\n\r\n";

    @TempDir
    Path directory;

    private final Queue<TaskFailure> lost = new ConcurrentLinkedQueue<>();
    private final AsyncRuntime runtime =
            AsyncRuntime.multiThread().workerThreads(1).onFailure(lost::add).build();

    @AfterEach
    void stop() {
        runtime.close(); // waits for jobs: a statement that goes on would hold it up
        assertThat(lost).isEmpty();
    }

    private Database sqlite() {
        return opened(() -> Database.sqlite(directory.resolve("notes.db").toString()));
    }

    private Database h2() {
        return opened(() -> Database.h2("test"));
    }

    /** A database has threads of a runtime, so it is made where one is current. */
    @SuppressWarnings("try")
    private Database opened(Supplier<Database> opening) {
        try (var current = runtime.enter()) {
            return opening.get();
        }
    }

    // ---------------------------------------------------------------- answers

    @Test
    void notes_inAFile_areThoseOfTheCustomer() throws Exception {
        var notes = Shop.notes(sqlite());

        assertThat(runtime.blockOn(notes.about(42))).containsExactly("calls in the morning", "likes green tea");
        assertThat(runtime.blockOn(notes.about(7))).containsExactly("pays late");
        assertThat(runtime.blockOn(notes.about(1))).isEmpty();
    }

    @Test
    void catalogue_inMemory_isTheSameForAll() throws Exception {
        var catalogue = Shop.catalogue(h2());

        assertThat(runtime.blockOn(catalogue.about(1)))
                .isEqualTo(Map.of("T-100", "teapot", "C-7", "tea cosy", "E-1", "Earl Grey"));
        assertThat(runtime.blockOn(catalogue.about(2))).hasSize(3);
    }

    @Test
    void orders_andInvoices_readTheirColumns() throws Exception {
        Database h2 = h2();
        runtime.blockOn(h2.execute("""
                CREATE TABLE orders (id INT, customer INT, product VARCHAR(9), quantity INT);
                INSERT INTO orders VALUES (2, 42, 'C-7', 1), (1, 42, 'T-100', 2), (3, 7, 'T-100', 3);
                CREATE TABLE invoice (number VARCHAR(9), customer INT, amount DECIMAL(10, 2), paid BOOLEAN);
                INSERT INTO invoice VALUES ('R-1', 42, 49.90, TRUE), ('R-2', 7, 1.00, FALSE);
                """));

        assertThat(runtime.blockOn(Shop.orders(h2).about(42)))
                .containsExactly(new Order("T-100", 2), new Order("C-7", 1));
        assertThat(runtime.blockOn(Shop.invoices(h2).about(42)))
                .containsExactly(new Invoice("R-1", new BigDecimal("49.90"), true));
    }

    @Test
    void select_whatTheDatabaseRefuses_fails() {
        Database sqlite = sqlite();

        assertThatThrownBy(() -> runtime.blockOn(sqlite.select(row -> row, "SELECT 1 FROM nowhere")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void notes_whoseFileCannotBe_fail() {
        Database nowhere = opened(() ->
                Database.sqlite(directory.resolve("no/such/directory/notes.db").toString()));

        assertThatThrownBy(() -> runtime.blockOn(Shop.notes(nowhere).about(42))).isInstanceOf(SQLException.class);
    }

    // ---------------------------------------------------------------- cancelled

    /** Counts for hours unless it is cancelled. SQLite has one thread here, so the next question is answered only after that. */
    @Test
    void select_dropped_cancelsTheStatementOfSqlite() throws Exception {
        endsEarly(
                sqlite(),
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000) SELECT count(*) FROM n");
    }

    @Test
    void select_dropped_cancelsTheStatementOfH2() throws Exception {
        endsEarly(
                h2(),
                "SELECT count(*) FROM system_range(1, 1000000) a, system_range(1, 1000000) b WHERE a.x + b.x < 0");
    }

    private void endsEarly(Database database, String endless) throws Exception {
        runtime.blockOn(async(() -> {
            assertThat(seven(database).await()).containsExactly(7); // the driver is loaded
            try {
                timeout(SOON, database.select(row -> row.getLong(1), endless)).await();
                fail("it was to go on for hours");
            } catch (TimeoutException e) {
                assertThat(seven(database).await()).containsExactly(7);
            }
            return null;
        }));
    }

    private static Future<List<Integer>> seven(Database database) {
        return database.select(row -> row.getInt(1), "SELECT 7");
    }

    // ---------------------------------------------------------------- servers that are none

    @Test
    void postgres_thatTalksNonsense_fails() throws Exception {
        var orders = orders(FakeServer.saying(runtime, NONSENSE).address());

        assertThatThrownBy(() -> runtime.blockOn(orders.about(42))).isInstanceOf(SQLException.class);
    }

    @Test
    void mariadb_thatTalksNonsense_fails() throws Exception {
        var invoices = invoices(FakeServer.saying(runtime, NONSENSE).address());

        assertThatThrownBy(() -> runtime.blockOn(invoices.about(42))).isInstanceOf(SQLException.class);
    }

    @Test
    void postgres_thatIsNotThere_fails() throws Exception {
        var orders = orders(FakeServer.nobody());

        assertThatThrownBy(() -> runtime.blockOn(orders.about(42)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("refused");
    }

    @Test
    void mariadb_thatIsNotThere_fails() throws Exception {
        var invoices = invoices(FakeServer.nobody());

        assertThatThrownBy(() -> runtime.blockOn(invoices.about(42)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("refused");
    }

    /** While it connects there is no statement to cancel; the driver's patience ends the job, and the runtime waits for that. */
    @Test
    void postgres_thatKeepsSilent_isLate() throws Exception {
        assertLate(orders(FakeServer.saying(runtime, null).address()));
    }

    @Test
    void mariadb_thatKeepsSilent_isLate() throws Exception {
        assertLate(invoices(FakeServer.saying(runtime, null).address()));
    }

    private void assertLate(Store<?> store) {
        assertThatThrownBy(() -> runtime.blockOn(async(() -> {
                    return timeout(SOON, store.about(42)).await();
                })))
                .isInstanceOf(TimeoutException.class);
    }

    private Store<List<Order>> orders(String address) {
        return Shop.orders(
                opened(() -> Database.postgres("jdbc:postgresql://" + address + "/shop?user=shop", PATIENCE)));
    }

    private Store<List<Invoice>> invoices(String address) {
        return Shop.invoices(opened(() -> Database.mariadb("jdbc:mariadb://" + address + "/shop?user=shop", PATIENCE)));
    }
}
