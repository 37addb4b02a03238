package dev.pollux.examples.echo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The other end of a connection, with a plain blocking socket. */
final class Peer implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader input;

    Peer(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    static Peer of(InetSocketAddress server) throws IOException {
        return new Peer(new Socket(server.getAddress(), server.getPort()));
    }

    /** The next line; null if the other side hung up. */
    String hear() throws IOException {
        return input.readLine();
    }

    void say(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    String ask(String line) throws IOException {
        say(line + "\n");
        return hear();
    }

    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
