package dev.pollux.examples.fivestores;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.time.Moment;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RedisTest {

    private final AsyncRuntime runtime = AsyncRuntime.currentThread().build();

    @AfterEach
    void stop() {
        runtime.close();
    }

    /** What a server's replies make of a visit. */
    private Visit visit(String replies) throws Exception {
        return runtime.blockOn(new Redis(FakeServer.saying(runtime, replies).address()).about(42));
    }

    @Test
    void about_pageAndCart_areAVisit() throws Exception {
        assertThat(visit("$4\r\n/t\u00e9\r\n*4\r\n$1\r\nT\r\n$1\r\n2\r\n$1\r\nC\r\n$2\r\n10\r\n"))
                .isEqualTo(new Visit("/t\u00e9", List.of(new Order("T", 2), new Order("C", 10))));
    }

    @Test
    void about_nothingThere_isNoVisit() throws Exception {
        assertThat(visit("$-1\r\n*0\r\n")).isEqualTo(new Visit(null, List.of()));
    }

    @Test
    void about_sendsBothQuestionsAtOnce() throws Exception {
        String both =
                "*2\r\n$3\r\nGET\r\n$16\r\ncustomer:42:page\r\n*2\r\n$7\r\nHGETALL\r\n$16\r\ncustomer:42:cart\r\n";
        runtime.blockOn(async(() -> {
            try (TcpListener server = TcpListener.bind("127.0.0.1:0").await()) {
                var asking =
                        spawn(new Redis("127.0.0.1:" + server.localAddress().getPort()).about(42));
                try (TcpStream client = server.accept().await()) {
                    ByteBuffer heard = ByteBuffer.allocate(both.length());
                    client.readExact(heard).await();
                    assertThat(new String(heard.array(), StandardCharsets.US_ASCII))
                            .isEqualTo(both);
                    client.writeAll("$-1\r\n*0\r\n").await();
                    asking.await();
                }
            }
            return null;
        }));
    }

    @Test
    void about_anErrorOfRedis_isPassedOn() {
        assertThatThrownBy(() -> visit("-LOADING Redis is loading the dataset in memory\r\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("Redis says LOADING Redis is loading the dataset in memory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "\r\n",
                "$\r\n",
                "$x\r\n",
                "$-2\r\n",
                "$99999999999\r\n",
                "$2000000\r\n",
                "$1\r\nabc",
                "*1\r\n",
                "$-1\r\n$-1\r\n",
                "$-1\r\n*70000\r\n",
                "$-1\r\n*2\r\n$1\r\nT\r\n$4\r\nmany\r\n",
            })
    void about_nonsense_fails(String replies) {
        assertThatThrownBy(() -> visit(replies)).isInstanceOfAny(ProtocolException.class, NumberFormatException.class);
    }

    @Test
    void about_aLineWithoutEnd_fails() {
        assertThatThrownBy(() -> visit("$" + "1".repeat(1 << 12)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$4\r\n/t", "$-1\r\n*2\r\n$1\r\nT\r\n"})
    void about_cutInTheMiddle_fails(String replies) {
        assertThatThrownBy(() -> visit(replies)).isInstanceOf(EOFException.class);
    }

    @Test
    void about_nobodyThere_fails() {
        assertThatThrownBy(() -> runtime.blockOn(new Redis(FakeServer.nobody()).about(42)))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void about_aServerThatKeepsSilent_isLate() throws Exception {
        var redis = new Redis(FakeServer.saying(runtime, null).address());

        Answer<Visit> answer = runtime.blockOn(async(() -> {
            var deadline = Moment.now().plus(Duration.ofMillis(50));
            return Answer.by(deadline, redis, 42).await();
        }));

        assertThat(answer).isEqualTo(new Answer.Missing<>("no answer in time"));
    }
}
