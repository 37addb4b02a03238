package dev.pollux.examples.miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the command line says when it cannot begin: one line, and no stack. */
@Timeout(60)
class MainTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int start(String... args) throws Exception {
        return Main.start(new PrintStream(said, true, StandardCharsets.UTF_8), args);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void portInUse_isOneLine() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            assertThat(start(address)).isEqualTo(1);
            assertThat(said())
                    .startsWith("mini-redis: cannot listen on " + address)
                    .hasLineCount(1);
        }
    }

    @Test
    void wordThatIsNoAddress_isOneLine() throws Exception {
        assertThat(start("nowhere")).isEqualTo(1);
        assertThat(said()).contains("host:port expected, got \"nowhere\"").hasLineCount(1);
    }

    @Test
    void optionsAndMoreThanAnAddress_areAnsweredWithUsage() throws Exception {
        assertThat(start("--help")).isEqualTo(2);
        assertThat(start("127.0.0.1:0", "more")).isEqualTo(2);
        assertThat(said()).contains("mini-redis [address]").hasLineCount(2);
    }
}
