package dev.pollux.examples.echo;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.timeout;

import dev.pollux.future.Future;
import dev.pollux.io.AsyncBufReader;
import dev.pollux.net.TcpStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One connection: what comes in by the line, and an outbox for what goes out. */
final class Client {

    private static final int OUTBOX_LINES = 64;
    private static final int LONGEST_LINE = 1_000;

    private final TcpStream stream;
    private final Duration idleLimit;
    private final AsyncBufReader input;
    private final Outbox outbox = new Outbox(OUTBOX_LINES);

    Client(TcpStream stream, Duration idleLimit) {
        this.stream = stream;
        this.idleLimit = idleLimit;
        this.input = new AsyncBufReader(stream, LONGEST_LINE);
    }

    Outbox outbox() {
        return outbox;
    }

    /** The next line, or null at the end; fails when the client says nothing for too long. Half a line stays in `input`. */
    Future<@Nullable String> hear() {
        return timeout(idleLimit, input.readLine());
    }

    /** Writes what is in the outbox, to its end. Nobody else writes to this stream. */
    Future<@Nullable Void> deliver() {
        return async(() -> {
            String line = outbox.next().await();
            while (line != null) {
                timeout(idleLimit, stream.writeAll(line + "\n")).await();
                line = outbox.next().await();
            }
        });
    }

    /** Passes a line on without waiting. A client that does not keep up is disconnected; its own task sees to the rest. */
    void tell(String line) {
        if (!outbox.tryPut(line)) {
            try {
                stream.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
