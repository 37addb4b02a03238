package dev.pollux.examples.jokebot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A person at the other end, with a plain blocking socket. */
final class Guest implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader input;

    private Guest(InetSocketAddress bot) throws IOException {
        socket = new Socket(bot.getAddress(), bot.getPort());
        input = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Connects and listens to the greeting. */
    static Guest at(InetSocketAddress bot) throws IOException {
        Guest guest = new Guest(bot);
        guest.hear();
        return guest;
    }

    /** Tells whether anybody lives there. A connection that nobody accepts may be refused, reset, or just end. */
    static boolean isGreetedAt(InetSocketAddress bot) {
        try (Guest guest = new Guest(bot)) {
            return guest.hear() != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Connects and gives a name. */
    static Guest named(String name, InetSocketAddress bot) throws IOException {
        Guest guest = at(bot);
        guest.ask(name);
        return guest;
    }

    /** The bot's next line; null if it hung up. */
    String hear() throws IOException {
        return input.readLine();
    }

    void say(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    String ask(String line) throws IOException {
        say(line);
        return hear();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
