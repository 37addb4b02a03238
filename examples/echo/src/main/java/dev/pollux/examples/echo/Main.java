package dev.pollux.examples.echo;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.fromStage;
import static dev.pollux.Pollux.race;
import static dev.pollux.Pollux.run;

import dev.pollux.future.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs an echo server until Ctrl-C. Try {@code nc 127.0.0.1 7071}. */
public final class Main {

    private static final Duration IDLE_LIMIT = Duration.ofSeconds(5);

    private Main() {}

    /**
     * Serves until the JVM is asked to end, and then ends in order.
     *
     * @param args the address, {@code 127.0.0.1:7071} if there is none
     * @throws Exception if the address cannot be listened on
     */
    public static void main(String[] args) throws Exception {
        String address = args.length == 0 ? "127.0.0.1:7071" : args[0];
        var stop = new CompletableFuture<@Nullable Void>();
        var ended = new CompletableFuture<@Nullable Void>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.complete(null);
            ended.completeOnTimeout(null, 10, TimeUnit.SECONDS).join(); // the JVM ends when this hook does
        }));
        try {
            run(serveUntil(stop, address, Main::announce));
            System.out.println("Goodbye!");
        } finally {
            ended.complete(null);
        }
    }

    /** When `stop` wins the race, the server is dropped: its door closes. The end of `run` then drops the tasks of the clients. */
    static Future<@Nullable Void> serveUntil(
            CompletionStage<@Nullable Void> stop, String address, Consumer<InetSocketAddress> opened) {
        return async(() -> {
            EchoServer server =
                    EchoServer.open(address, IDLE_LIMIT, Main::slowCall).await();
            opened.accept(server.address());
            race(server.serve(), fromStage(stop)).await();
        });
    }

    private static void announce(InetSocketAddress address) {
        System.out.println("Listening on " + address + ". Ctrl-C ends it.");
    }

    private static String slowCall() throws InterruptedException {
        TimeUnit.SECONDS.sleep(1); // stands for JDBC, say
        return "That took a second.";
    }
}
