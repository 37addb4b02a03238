package dev.pollux.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.IoDriver.ServerSocket;
import dev.pollux.runtime.spi.IoDriver.Socket;
import dev.pollux.runtime.spi.IoDriver.StreamSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three threads: one polls, two talk to each other. A lost wake-up hangs them. */
@Timeout(60)
public abstract class DriverThreadsContract extends DriverContract {

    private static final int ROUNDS = 5_000;
    private static final int STREAMED = 64 << 20;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean stopped;

    @AfterEach
    void stop() {
        stopped = true;
        driver.wakeup();
        threads.shutdown();
    }

    @Test
    void pollReady_besideAnotherThreadThatPolls_losesNoWakeUp() throws Exception {
        startPoller();
        StreamSocket[] pair = connectedPair();

        Future<Integer> left = threads.submit(talk(pair[0], true));
        Future<Integer> right = threads.submit(talk(pair[1], false));

        assertThat(left.get()).isEqualTo(ROUNDS);
        assertThat(right.get()).isEqualTo(ROUNDS);
    }

    @Test
    void tryWrite_besideAnotherThreadThatPolls_streamsToTheEnd() throws Exception {
        startPoller();
        StreamSocket[] pair = connectedPair();

        Future<Integer> sent = threads.submit(() -> {
            ByteBuffer chunk = ByteBuffer.allocateDirect(100_000);
            Semaphore woken = new Semaphore(0);
            int total = 0;
            while (total < STREAMED) {
                int count = pair[0].tryWrite(chunk.clear().limit(Math.min(chunk.capacity(), STREAMED - total)));
                total += count;
                if (count == 0) {
                    block(pair[0], Interest.WRITE, woken);
                }
            }
            pair[0].shutdownOutput();
            return total;
        });
        ByteBuffer chunk = ByteBuffer.allocateDirect(70_000);
        Semaphore woken = new Semaphore(0);
        int received = 0;
        int count = 0;
        while (count >= 0) {
            received += count;
            if (count == 0) {
                block(pair[1], Interest.READ, woken);
            }
            count = pair[1].tryRead(chunk.clear());
        }

        assertThat(sent.get()).isEqualTo(STREAMED);
        assertThat(received).isEqualTo(STREAMED);
    }

    private void startPoller() {
        threads.execute(() -> {
            try {
                while (!stopped) {
                    driver.poll(-1);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private StreamSocket[] connectedPair() throws Exception {
        ServerSocket listener = Opened.listening(driver, 1);
        StreamSocket client = Opened.connecting(driver, listener.localAddress());
        Semaphore woken = new Semaphore(0);
        while (!client.finishConnect()) {
            block(client, Interest.WRITE, woken);
        }
        StreamSocket server = listener.tryAccept();
        while (server == null) {
            block(listener, Interest.READ, woken);
            server = listener.tryAccept();
        }
        return new StreamSocket[] {client, server};
    }

    private static Callable<Integer> talk(StreamSocket socket, boolean first) {
        return () -> {
            ByteBuffer message = ByteBuffer.allocateDirect(1);
            Semaphore woken = new Semaphore(0);
            int round = 0;
            if (first) {
                send(socket, message, woken);
            }
            while (round < ROUNDS) {
                receive(socket, message, woken);
                round++;
                if (!first || round < ROUNDS) {
                    send(socket, message, woken);
                }
            }
            return round;
        };
    }

    private static void send(StreamSocket socket, ByteBuffer message, Semaphore woken) throws Exception {
        while (socket.tryWrite(message.clear()) == 0) {
            block(socket, Interest.WRITE, woken);
        }
    }

    private static void receive(StreamSocket socket, ByteBuffer message, Semaphore woken) throws Exception {
        while (socket.tryRead(message.clear()) == 0) {
            block(socket, Interest.READ, woken);
        }
    }

    private static void block(Socket socket, Interest interest, Semaphore woken) throws InterruptedException {
        if (!socket.pollReady(interest, woken::release)) {
            woken.acquire();
        }
    }
}
