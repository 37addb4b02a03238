package dev.pollux.examples.fivestores;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A question to a database: runs on a thread that may block, and is cancelled by another when it is closed before its end.
 *
 * <p>An abort of the job alone would interrupt its thread, and no driver listens to that: the database would go on working. While it
 * connects there is nothing to cancel yet; then the limits of the driver count, and the statement is not begun any more.
 */
final class Query<R> implements Callable<List<R>>, AutoCloseable {

    private static final int AGAIN_MILLIS = 20;

    private final Connector connector;
    private final RowReader<R> reader;
    private final String sql;
    private final Object[] parameters;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable PreparedStatement running;
    private volatile boolean closed;

    Query(Connector connector, RowReader<R> reader, String sql, Object... parameters) {
        this.connector = connector;
        this.reader = reader;
        this.sql = sql;
        this.parameters = parameters;
    }

    // ---------------------------------------------------------------- on the thread that may block

    @Override
    public List<R> call() throws SQLException {
        try (Connection connection = connector.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            // Before the look at `closed`, which is set before the look at this: one sees the other.
            running = statement;
            if (closed) {
                throw new CancellationException();
            }
            return rows(statement);
        } catch (SQLException e) {
            if (closed) {
                throw unheard(e);
            }
            throw e;
        } finally {
            ended.countDown();
        }
    }

    private List<R> rows(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        List<R> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                rows.add(reader.read(found));
            }
        }
        return rows;
    }

    /** A failure that nobody waits for would be reported as lost, unless it says that it comes of a cancellation. */
    private static CancellationException unheard(SQLException failure) {
        CancellationException cancelled = new CancellationException();
        cancelled.initCause(failure);
        return cancelled;
    }

    // ---------------------------------------------------------------- for whoever waits

    /**
     * Cancels the statement if it runs. That may block, too: PostgreSQL and MariaDB want another connection for it. It has a thread of its
     * own because jobs that are queued are forgotten when the runtime ends, and this one is what lets it end.
     */
    @Override
    public void close() {
        closed = true;
        PreparedStatement statement = running;
        if (statement != null && ended.getCount() > 0) {
            Thread thread = new Thread(() -> cancel(statement), "cancel");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** A cancel that comes just before the statement begins is lost with most drivers, so it is repeated. */
    private void cancel(PreparedStatement statement) {
        do {
            try {
                statement.cancel();
            } catch (SQLException e) {
                // it has just ended, or the server is gone and the driver will notice
            }
        } while (!hasEnded());
    }

    private boolean hasEnded() {
        try {
            return ended.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true; // nobody interrupts this thread
        }
    }

    /** Opens a connection. */
    @FunctionalInterface
    interface Connector {
        Connection connect() throws SQLException;
    }
}
