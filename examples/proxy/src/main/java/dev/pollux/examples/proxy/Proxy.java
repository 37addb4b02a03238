package dev.pollux.examples.proxy;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.race;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.supervisorScope;
import static dev.pollux.Pollux.timeout;

import dev.pollux.future.Future;
import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.sync.Semaphore;
import dev.pollux.task.CancellationToken;
import dev.pollux.task.TaskScope;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The proxy: accepts clients up to a limit, and connects each with the upstream. */
final class Proxy {

    private final TcpListener listener;
    private final String upstream;
    private final Limits limits;
    private final Semaphore room;
    private final Statistics statistics = new Statistics();

    private Proxy(TcpListener listener, String upstream, Limits limits) {
        this.listener = listener;
        this.upstream = upstream;
        this.limits = limits;
        this.room = new Semaphore(limits.connections());
    }

    /** Opens a proxy. It has an address then, and serves once {@link #serve} is awaited. */
    static Future<Proxy> open(String address, String upstream, Limits limits) {
        TcpStream.connect(upstream).drop(); // throws if that is no address, while there is somebody to tell
        return TcpListener.bind(address).map(listener -> new Proxy(listener, upstream, limits));
    }

    InetSocketAddress address() throws IOException {
        return listener.localAddress();
    }

    Statistics statistics() {
        return statistics;
    }

    /**
     * Serves until told to close: then nobody new is accepted, and those that are there may finish. Who has not finished when the grace
     * is over is dropped.
     */
    Future<@Nullable Void> serve(CancellationToken closing) {
        Future<@Nullable Void> serving = supervisorScope(scope -> {
            accept(scope, closing).await();
        });
        Future<@Nullable Void> graceOver = async(() -> {
            closing.cancelled().await();
            sleep(limits.grace()).await();
        });
        return race(serving, graceOver); // the loser is dropped, and a scope that is dropped aborts its tasks
    }

    private Future<@Nullable Void> accept(TaskScope scope, CancellationToken closing) {
        return async(() -> {
            try (listener) {
                var clients = listener.incoming().takeUntil(closing.cancelled());
                clients.forEachAsync(client -> admit(scope, client)).await();
            }
        });
    }

    /** A client for which there is no room is refused at once: a load balancer, say, can then try another proxy. */
    private void admit(TaskScope scope, TcpStream client) {
        Semaphore.Permit permit = room.tryAcquire();
        if (permit == null) {
            statistics.ended(Ending.REFUSED);
            refuse(client);
        } else {
            scope.spawn(host(client, permit));
        }
    }

    /** One client whose close fails must not end the proxy for all. */
    private static void refuse(TcpStream client) {
        try {
            client.close();
        } catch (IOException e) {
            // it counts as closed all the same
        }
    }

    private Future<@Nullable Void> host(TcpStream client, Semaphore.Permit permit) {
        return async(() -> {
            Ending ending = Ending.CUT; // unless it ends before it is dropped
            try (permit;
                    client) {
                ending = connectAndRelay(client).await();
            } catch (IOException e) {
                ending = Ending.BROKEN;
            } finally {
                statistics.ended(ending);
            }
        });
    }

    private Future<Ending> connectAndRelay(TcpStream client) {
        return async(() -> {
            TcpStream server;
            try {
                server = timeout(limits.connect(), TcpStream.connect(upstream)).await();
            } catch (IOException | TimeoutException e) {
                return Ending.UNREACHABLE;
            }
            try (server) {
                resetOnClose(client, server, true); // a plain close would look as if all had been said
                Ending ending =
                        new Relay(limits, statistics).run(client, server).await();
                resetOnClose(client, server, false);
                return ending;
            }
        });
    }

    private static void resetOnClose(TcpStream client, TcpStream server, boolean reset) throws IOException {
        Duration linger = reset ? Duration.ZERO : null;
        client.setLinger(linger);
        server.setLinger(linger);
    }
}
