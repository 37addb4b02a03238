package dev.pollux.examples.miniredis;

import static dev.pollux.Pollux.race;
import static dev.pollux.Pollux.run;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.timeout;

import dev.pollux.signal.Signals;
import dev.pollux.task.CancellationToken;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Runs the server until Ctrl-C or SIGTERM. Try {@code redis-cli -p 6380}. */
public final class Main {

    private static final int MAX_CLIENTS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Main() {}

    /**
     * Serves until the process is asked to end, and then ends in order.
     *
     * @param args the address, {@code 127.0.0.1:6380} if there is none
     * @throws Exception if the address cannot be listened on
     */
    public static void main(String[] args) throws Exception {
        String address = args.length == 0 ? "127.0.0.1:6380" : args[0];
        run(() -> {
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
        System.out.println("Goodbye!");
    }
}
