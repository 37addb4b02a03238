package dev.pollux.examples.jokebot;

import static dev.pollux.Pollux.async;

import dev.pollux.future.Future;
import dev.pollux.io.AsyncBufReader;
import dev.pollux.net.TcpStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The other end of a {@link Conversation}: a program that talks to the bot like a person. */
final class Visitor implements Closeable {

    private final TcpStream stream;
    private final AsyncBufReader input;

    private Visitor(TcpStream stream) {
        this.stream = stream;
        this.input = new AsyncBufReader(stream);
    }

    /** Connects, listens to the greeting, and gives a name. */
    static Future<Visitor> arrive(InetSocketAddress bot, String name) {
        return async(() -> {
            var visitor = new Visitor(TcpStream.connect(bot).await());
            boolean welcome = false;
            try {
                visitor.hear().await();
                welcome = visitor.ask(name).await().startsWith("Nice to meet you");
                return visitor.orRefuse(welcome);
            } finally {
                if (!welcome) {
                    visitor.close();
                }
            }
        });
    }

    private Visitor orRefuse(boolean welcome) throws IOException {
        if (!welcome) {
            throw new IOException("the bot did not accept the name");
        }
        return this;
    }

    /** Says a line and waits for the answer. */
    Future<String> ask(String line) {
        return async(() -> {
            stream.writeAll(line + "\n").await();
            return hear().await();
        });
    }

    /** Waits for the bot's next line. */
    Future<String> hear() {
        return async(() -> {
            String line = input.readLine().await();
            if (line == null) {
                throw new EOFException("the bot hung up");
            }
            return line;
        });
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
