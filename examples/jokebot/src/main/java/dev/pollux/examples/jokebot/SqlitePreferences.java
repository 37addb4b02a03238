package dev.pollux.examples.jokebot;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawnBlocking;

import dev.pollux.future.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Preferences in an SQLite database on disk.
 *
 * <p>JDBC blocks its thread, so it is called on threads made for that: {@code spawnBlocking} hands the job over, and the task that
 * awaits it takes no thread meanwhile.
 *
 * <p>A file of a few kilobytes is always in memory. To show what a database on a real disk does to its callers, each access
 * first sleeps for a while, on the blocking thread.
 */
final class SqlitePreferences implements Preferences, AutoCloseable {

    private final BlockingQueue<Connection> idle;
    private final Duration diskLatency;

    private SqlitePreferences(BlockingQueue<Connection> idle, Duration diskLatency) {
        this.idle = idle;
        this.diskLatency = diskLatency;
    }

    /** Opens a database, which is made if it is not there, with as many connections as jobs may use it at the same time. */
    static SqlitePreferences open(Path file, int connections, Duration diskLatency) throws SQLException, IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        BlockingQueue<Connection> idle = new ArrayBlockingQueue<>(connections);
        while (idle.remainingCapacity() > 0) {
            idle.add(connect(file));
        }
        return new SqlitePreferences(idle, diskLatency);
    }

    private static Connection connect(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000"); // writers take turns
            statement.execute("PRAGMA journal_mode = WAL"); // readers do not wait for writers
            statement.execute("PRAGMA synchronous = NORMAL");
            statement.execute("CREATE TABLE IF NOT EXISTS preference (name TEXT PRIMARY KEY, style TEXT NOT NULL)");
        }
        return connection;
    }

    // ---------------------------------------------------------------- for tasks

    @Override
    public Future<Style> styleOf(String name) {
        return async(() ->
                spawnBlocking(() -> withConnection(db -> select(db, name))).await());
    }

    @Override
    public Future<@Nullable Void> setStyle(String name, Style style) {
        return async(() -> spawnBlocking(() -> withConnection(db -> upsert(db, name, style)))
                .await());
    }

    // ---------------------------------------------------------------- on blocking threads

    private <T extends @Nullable Object> T withConnection(Query<T> query) throws SQLException, InterruptedException {
        Connection connection = idle.take();
        try {
            Thread.sleep(diskLatency.toMillis()); // the disk
            return query.run(connection);
        } finally {
            idle.add(connection);
        }
    }

    private static Style select(Connection db, String name) throws SQLException {
        try (PreparedStatement query = db.prepareStatement("SELECT style FROM preference WHERE name = ?")) {
            query.setString(1, name);
            try (ResultSet found = query.executeQuery()) {
                return found.next() ? Style.of(found.getString(1)).orElse(Style.ANY) : Style.ANY;
            }
        }
    }

    private static @Nullable Void upsert(Connection db, String name, Style style) throws SQLException {
        String sql = "INSERT INTO preference (name, style) VALUES (?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET style = excluded.style";
        try (PreparedStatement update = db.prepareStatement(sql)) {
            update.setString(1, name);
            update.setString(2, style.word());
            update.executeUpdate();
            return null;
        }
    }

    /** Closes the database. To be called when the runtime has ended, and with it all jobs. */
    @Override
    public void close() throws SQLException {
        for (Connection connection : idle) {
            connection.close();
        }
    }

    @FunctionalInterface
    private interface Query<T extends @Nullable Object> {
        T run(Connection connection) throws SQLException;
    }
}
