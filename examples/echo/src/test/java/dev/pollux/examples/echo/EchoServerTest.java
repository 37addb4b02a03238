package dev.pollux.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.TaskFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EchoServerTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final BlockingQueue<TaskFailure> failures = new LinkedBlockingQueue<>();
    private final AsyncRuntime runtime =
            AsyncRuntime.multiThread().workerThreads(1).onFailure(failures::add).build();

    @AfterEach
    void close() {
        runtime.close();
        assertThat(failures).isEmpty();
    }

    private InetSocketAddress open(Duration idleLimit, Callable<String> slowCall) throws Exception {
        EchoServer server = runtime.blockOn(EchoServer.open("127.0.0.1:0", idleLimit, slowCall));
        runtime.spawn(server.serve()).drop();
        return server.address();
    }

    @Test
    void line_isEchoed() throws Exception {
        try (Peer peer = Peer.of(open(LONG, () -> "slow"))) {
            assertThat(peer.ask("hello")).isEqualTo("hello");
        }
    }

    @Test
    void lines_moreThanTheOutboxHolds_areAllEchoed() throws Exception {
        int count = 1_000;
        try (Peer peer = Peer.of(open(LONG, () -> "slow"))) {
            peer.say("line\n".repeat(count));
            peer.shutdownOutput();

            for (int i = 0; i < count; i++) {
                assertThat(peer.hear()).isEqualTo("line");
            }
            assertThat(peer.hear()).isNull();
        }
    }

    /** There is one worker: were it blocked, the other would not be answered. */
    @Test
    void slow_blocksNobodyElse() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        InetSocketAddress server = open(LONG, () -> {
            begun.countDown();
            goOn.await();
            return "done";
        });

        try (Peer slow = Peer.of(server);
                Peer other = Peer.of(server)) {
            slow.say("/slow\n");
            begun.await();
            assertThat(other.ask("hello")).isEqualTo("hello");
            goOn.countDown();
            assertThat(slow.hear()).isEqualTo("done");
        }
    }

    @Test
    void slow_thatFails_isReportedWhileTheServerRuns() throws Exception {
        InetSocketAddress server = open(LONG, () -> {
            throw new IllegalStateException("a defect");
        });

        try (Peer peer = Peer.of(server);
                Peer other = Peer.of(server)) {
            assertThat(peer.ask("/slow")).isNull();
            assertThat(failures.take().failure()).hasMessage("a defect");
            assertThat(other.ask("hello")).isEqualTo("hello");
        }
    }

    @Test
    void all_reachesEverybody() throws Exception {
        InetSocketAddress server = open(LONG, () -> "slow");

        try (Peer speaker = Peer.of(server);
                Peer listener = Peer.of(server)) {
            listener.ask("I am here");
            assertThat(speaker.ask("/all good morning")).isEqualTo("good morning");
            assertThat(speaker.hear()).isEqualTo("told 2");
            assertThat(listener.hear()).isEqualTo("good morning");
        }
    }

    @Test
    void all_doesNotWaitForAClientThatDoesNotRead() throws Exception {
        InetSocketAddress server = open(LONG, () -> "slow");
        String text = "x".repeat(900);

        try (Peer speaker = Peer.of(server);
                Peer deaf = Peer.of(server)) {
            deaf.ask("I am here");
            String told = "told 2";
            while (told.equals("told 2")) { // until the deaf one is full, and gone
                assertThat(speaker.ask("/all " + text)).isEqualTo(text);
                told = speaker.hear();
            }
            assertThat(told).isEqualTo("told 1");
        }
    }

    @Test
    void client_thatSaysNothing_isSeenOff() throws Exception {
        try (Peer peer = Peer.of(open(Duration.ofMillis(20), () -> "slow"))) {
            assertThat(peer.hear()).isEqualTo("You have nothing to say. Goodbye!");
            assertThat(peer.hear()).isNull();
        }
    }

    @Test
    void client_thatHangsUp_isForgotten() throws Exception {
        InetSocketAddress server = open(LONG, () -> "slow");
        try (Peer guest = Peer.of(server)) {
            guest.ask("I am here");
            guest.shutdownOutput();
            assertThat(guest.hear()).isNull();
        }

        try (Peer peer = Peer.of(server)) {
            assertThat(told(peer)).isEqualTo("told 1");
        }
    }

    private static String told(Peer peer) throws IOException {
        peer.ask("/all anybody?");
        return peer.hear();
    }
}
