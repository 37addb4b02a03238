package dev.pollux.examples.echo;

import static dev.pollux.Pollux.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MainTest {

    @Test
    void serveUntil_stopped_closesDoorAndConnections() throws Exception {
        var stop = new CompletableFuture<Void>();
        var opened = new CompletableFuture<InetSocketAddress>();
        var program = new FutureTask<Void>(() -> run(Main.serveUntil(stop, "127.0.0.1:0", opened::complete)));
        new Thread(program, "program").start();

        try (Peer peer = Peer.of(opened.get())) {
            assertThat(peer.ask("hello")).isEqualTo("hello");
            stop.complete(null);
            assertThat(peer.hear()).isNull();
        }
        program.get(); // ends, and without a failure
    }
}
