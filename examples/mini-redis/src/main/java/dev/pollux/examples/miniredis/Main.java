package dev.pollux.examples.miniredis;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.race;
import static dev.pollux.Pollux.run;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.timeout;

import dev.pollux.future.Future;
import dev.pollux.net.InvalidAddressException;
import dev.pollux.signal.Signals;
import dev.pollux.task.CancellationToken;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs the server until Ctrl-C or SIGTERM. Try {@code redis-cli -p 6380}. */
public final class Main {

    private static final int MAX_CLIENTS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Main() {}

    /**
     * Serves until the process is asked to end, and then ends in order.
     *
     * @param args the address, {@code 127.0.0.1:6380} if there is none
     * @throws Exception if something fails that nobody expects to
     */
    public static void main(String[] args) throws Exception {
        int status = start(System.err, args);
        if (status != 0) {
            System.exit(status);
        }
    }

    static int start(PrintStream err, String... args) throws Exception {
        if (args.length > 1 || (args.length == 1 && args[0].startsWith("-"))) {
            err.println("mini-redis [address], such as: mini-redis 127.0.0.1:6380");
            return 2;
        }
        try {
            run(serve(args.length == 0 ? "127.0.0.1:6380" : args[0]));
        } catch (IOException | InvalidAddressException e) {
            err.println("mini-redis: " + e.getMessage());
            return 1;
        }
        System.out.println("Goodbye!");
        return 0;
    }

    private static Future<@Nullable Void> serve(String address) {
        return async(() -> {
            var server = MiniRedis.open(address, MAX_CLIENTS).await();
            var closing = new CancellationToken();
            var serving = spawn(server.serve(closing));
            System.out.println("Listening on " + server.address() + ". Ctrl-C ends it.");
            try (var term = Signals.listen("TERM")) {
                race(Signals.ctrlC(), term.recv()).await();
            }
            closing.cancel();
            try {
                timeout(PATIENCE, serving).await();
            } catch (TimeoutException e) {
                System.out.println("Some clients did not take their answers in time.");
            }
        });
    }
}
