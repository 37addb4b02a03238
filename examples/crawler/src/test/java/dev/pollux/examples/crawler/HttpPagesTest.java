package dev.pollux.examples.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.runtime.AsyncRuntime;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpPagesTest {

    @Test
    void fetch_dropped_cancelsTheRequest() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
            URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/page");
            var fetching = runtime.spawn(new HttpPages().fetch(uri));
            try (var connection = silent.accept();
                    var request = new BufferedReader(
                            new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))) {
                assertThat(request.readLine()).isEqualTo("GET /page HTTP/1.1");

                fetching.abort();

                assertThat(request.lines()).last().isEqualTo(""); // the lines end, since the connection is closed
            }
        }
    }
}
