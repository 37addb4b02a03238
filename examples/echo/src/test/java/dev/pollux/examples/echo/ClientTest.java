package dev.pollux.examples.echo;

import static dev.pollux.Pollux.async;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Future;
import dev.pollux.net.TcpStream;
import dev.pollux.runtime.AsyncRuntime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClientTest {

    @Test
    void hear_afterATimeoutInTheMiddleOfALine_yieldsTheWholeLine() throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                AsyncRuntime runtime = AsyncRuntime.currentThread().build();
                TcpStream stream =
                        runtime.blockOn(TcpStream.connect((InetSocketAddress) door.getLocalSocketAddress()));
                Peer peer = new Peer(door.accept())) {
            peer.say("hal");

            assertThat(runtime.blockOn(wholeLine(new Client(stream, Duration.ofMillis(20)), peer)))
                    .isEqualTo("hallo");
        }
    }

    /** The peer goes on only once time is up. Should time be up again before the rest is here, that makes no difference. */
    private static Future<String> wholeLine(Client client, Peer peer) {
        return async(() -> {
            boolean said = false;
            while (true) {
                try {
                    return client.hear().await();
                } catch (TimeoutException e) {
                    if (!said) {
                        peer.say("lo\n");
                        said = true;
                    }
                }
            }
        });
    }
}
