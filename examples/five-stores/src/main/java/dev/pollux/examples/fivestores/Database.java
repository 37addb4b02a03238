package dev.pollux.examples.fivestores;

import static dev.pollux.Pollux.async;

import dev.pollux.future.Future;
import dev.pollux.runtime.Bulkhead;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A database that is asked by JDBC, which blocks its threads. So it has some of its own: if it gets stuck, the others do not.
 *
 * <p>A question opens a connection and closes it. A program that asks more often puts a pool of connections here.
 */
final class Database {

    private static final int THREADS = 4;

    private final Bulkhead threads;
    private final String url;
    private final Properties settings;

    private Database(String name, int threads, String url, Properties settings) {
        this.threads = Bulkhead.named(name).threads(threads).build();
        this.url = url;
        this.settings = settings;
    }

    // ---------------------------------------------------------------- the four

    /** A server of PostgreSQL. What the driver cannot be told to give up, it gives up itself after a while; it counts in seconds. */
    static Database postgres(String url, Duration patience) {
        String seconds = Long.toString(patience.plusMillis(999).toSeconds());
        return new Database("postgres", THREADS, url, settings("connectTimeout", seconds, "socketTimeout", seconds));
    }

    /** A server of MariaDB. Its driver counts in milliseconds. */
    static Database mariadb(String url, Duration patience) {
        String millis = Long.toString(patience.toMillis());
        return new Database("mariadb", THREADS, url, settings("connectTimeout", millis, "socketTimeout", millis));
    }

    /** A file of SQLite. One thread is enough: those who write take turns anyway. */
    static Database sqlite(String file) {
        return new Database("sqlite", 1, "jdbc:sqlite:" + file, new Properties());
    }

    /** A database of H2 in memory, which lives as long as the program. */
    static Database h2(String name) {
        return new Database("h2", THREADS, "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", new Properties());
    }

    private static Properties settings(String... namesAndValues) {
        Properties settings = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return settings;
    }

    // ---------------------------------------------------------------- for tasks

    /** Asks for rows. A drop cancels the statement, in the database too. */
    <R> Future<List<R>> select(RowReader<R> reader, String sql, Object... parameters) {
        return async(() -> {
            try (Query<R> query = new Query<>(this::connect, reader, sql, parameters)) {
                return threads.submit(query).await();
            }
        });
    }

    /** Runs statements that are separated by semicolons. */
    Future<@Nullable Void> execute(String script) {
        return threads.submit(() -> {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate(script);
                return null;
            }
        });
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, settings);
    }
}
