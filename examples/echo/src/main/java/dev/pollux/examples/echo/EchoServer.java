package dev.pollux.examples.echo;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.tryJoin;

import dev.pollux.future.Future;
import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Echoes lines. {@code /slow} asks something that blocks a thread, {@code /all text} tells everybody. */
final class EchoServer {

    /** How long to go on without new clients when the system has no room for another connection. */
    private static final Duration BREATHER = Duration.ofMillis(100);

    private final TcpListener listener;
    private final Duration idleLimit;
    private final Callable<String> slowCall;
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();

    private EchoServer(TcpListener listener, Duration idleLimit, Callable<String> slowCall) {
        this.listener = listener;
        this.idleLimit = idleLimit;
        this.slowCall = slowCall;
    }

    /** Opens a server. It has an address then, and serves once {@link #serve} is awaited. */
    static Future<EchoServer> open(String address, Duration idleLimit, Callable<String> slowCall) {
        return TcpListener.bind(address).map(listener -> new EchoServer(listener, idleLimit, slowCall));
    }

    InetSocketAddress address() throws IOException {
        return listener.localAddress();
    }

    /** Serves until it is dropped. */
    Future<@Nullable Void> serve() {
        return async(() -> {
            try (listener) {
                while (true) {
                    try {
                        TcpStream stream = listener.accept().await();
                        spawn(host(stream)); // nobody joins it: should it fail, the failure hook hears of it at once
                    } catch (IOException e) {
                        sleep(BREATHER).await(); // no descriptor is free, say
                    }
                }
            }
        });
    }

    /** Looks after one client: reads and writes at the same time, in one task. If either fails, the other is cancelled. */
    private Future<@Nullable Void> host(TcpStream stream) {
        return async(() -> {
            var client = new Client(stream, idleLimit);
            clients.add(client);
            try (stream) {
                tryJoin(listen(client), client.deliver()).await();
            } catch (IOException | TimeoutException e) {
                // The client hung up, or does not read. Closing the stream is all there is to do.
            } finally {
                clients.remove(client);
            }
        });
    }

    /** Answers line by line. However it ends, it closes the outbox, so that the writer delivers what is left and ends as well. */
    private Future<@Nullable Void> listen(Client client) {
        return async(() -> {
            Outbox outbox = client.outbox();
            try {
                String line = client.hear().await();
                while (line != null) {
                    outbox.put(answer(line).await()).await();
                    line = client.hear().await();
                }
            } catch (TimeoutException e) {
                outbox.put("You have nothing to say. Goodbye!").await();
            } finally {
                outbox.close();
            }
        });
    }

    private Future<String> answer(String line) {
        return async(() -> {
            if (line.equals("/slow")) {
                return spawnBlocking(slowCall).await(); // on a thread made for that; the others go on
            }
            if (line.startsWith("/all ")) {
                String text = line.substring("/all ".length());
                clients.forEach(client -> client.tell(text));
                return "told " + clients.size();
            }
            return line;
        });
    }
}
