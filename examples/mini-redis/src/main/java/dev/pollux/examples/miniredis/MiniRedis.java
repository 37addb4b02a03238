package dev.pollux.examples.miniredis;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.supervisorScope;
import static dev.pollux.Pollux.timeoutAt;

import dev.pollux.future.Future;
import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.sync.Notify;
import dev.pollux.sync.Semaphore;
import dev.pollux.task.CancellationToken;
import dev.pollux.task.TaskScope;
import dev.pollux.task.TokenCancelledException;
import dev.pollux.time.Moment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The server: accepts clients up to a limit, and lets keys end in time. */
final class MiniRedis {

    private final TcpListener listener;
    private final Semaphore room;
    private final Keyspace keys = new Keyspace();
    private final Channels channels = new Channels();
    private final Notify endsChanged = new Notify();
    private final Commands commands = new Commands(keys, channels, endsChanged);

    private MiniRedis(TcpListener listener, int maxClients) {
        this.listener = listener;
        this.room = new Semaphore(maxClients);
    }

    /** Opens a server. It has an address then, and serves once {@link #serve} is awaited. */
    static Future<MiniRedis> open(String address, int maxClients) {
        return TcpListener.bind(address).map(listener -> new MiniRedis(listener, maxClients));
    }

    InetSocketAddress address() throws IOException {
        return listener.localAddress();
    }

    Keyspace keys() {
        return keys;
    }

    /**
     * Serves until told to close: then no more clients are accepted, those that are there get their answers, and this is ready when all
     * have gone.
     */
    Future<@Nullable Void> serve(CancellationToken closing) {
        return supervisorScope(scope -> {
            var expiring = scope.spawn(expireKeys());
            try (listener) {
                accept(scope, closing).await();
            } catch (TokenCancelledException e) {
                // as it should be
            } finally {
                expiring.abort();
            }
        });
    }

    /** Who comes when there is no room waits in the queue of the kernel, and costs nothing here. */
    private Future<@Nullable Void> accept(TaskScope scope, CancellationToken closing) {
        return async(() -> {
            var incoming = listener.incoming();
            while (true) {
                var permit = closing.runUntilCancelled(room.acquire()).await();
                TcpStream connection =
                        closing.runUntilCancelled(incoming.next()).await();
                if (connection == null) {
                    return; // the listener was closed
                }
                scope.spawn(() -> {
                    try (permit;
                            connection) {
                        new Session(connection, commands, channels, closing)
                                .serve()
                                .await();
                    } catch (IOException e) {
                        // the client hung up in the middle of something
                    }
                });
            }
        });
    }

    /** Removes keys when they are over, whether anybody asks for them or not. */
    private Future<@Nullable Void> expireKeys() {
        return async(() -> {
            while (true) {
                Moment next = keys.expireAll();
                if (next == null) {
                    endsChanged.notified().await();
                } else {
                    try {
                        timeoutAt(next, endsChanged.notified()).await();
                    } catch (TimeoutException e) {
                        // now something is over
                    }
                }
            }
        });
    }
}
