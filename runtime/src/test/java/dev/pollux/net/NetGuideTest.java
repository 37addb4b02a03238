package dev.pollux.net;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.runtime.AsyncRuntime;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The programs of the guide do what it says. */
@Timeout(60)
class NetGuideTest {

    @Test
    void programsOfTheGuide_doWhatItSays() throws Exception {
        try (AsyncRuntime runtime = NetGuide.runtime()) {
            runtime.blockOn(async(() -> {
                var server = NetGuide.serve().await();
                TcpStream stream = NetGuide.connect(server).await();
                stream.writeAll("you\n").await();
                assertThat(stream.readToEnd(99).await()).isEqualTo("Hello, you!\n".getBytes(UTF_8));

                TcpListener listener = TcpListener.bind("any.name:0").await();
                var serving = spawn(NetGuide.serveSome(listener, 1));
                TcpStream patient =
                        NetGuide.connectPatiently(listener.localAddress()).await();
                assertThat(patient.keepAlive()).isTrue();
                assertThat(patient.readToEnd(99).await()).hasSize(6);
                serving.abort();

                UdpSocket echo = UdpSocket.bind("127.0.0.1:0").await();
                var asked = spawn(NetGuide.ask(echo.localAddress(), new byte[] {1, 2, 3}));
                ByteBuffer question = ByteBuffer.allocate(9);
                Datagram received = echo.receiveFrom(question).await();
                echo.sendTo(question.flip(), received.from()).await();
                assertThat(asked.await().length()).isEqualTo(3);

                UdpSocket lines = UdpSocket.bind("127.0.0.1:0").await();
                var answering = spawn(NetGuide.answerLines(lines));
                echo.sendTo(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff}), lines.localAddress())
                        .await();
                echo.sendTo(ByteBuffer.wrap("hi".getBytes(UTF_8)), lines.localAddress())
                        .await();
                assertThat(echo.receiveFrom(question.clear()).await().length()).isEqualTo(7);
                assertThat(new String(question.array(), 0, 7, UTF_8)).isEqualTo("got hi\n");
                answering.abort();

                Pipe pipe = Pipe.open();
                pipe.sink().write(ByteBuffer.allocate(2));
                assertThat(NetGuide.read(pipe, ByteBuffer.allocate(9)).await()).isEqualTo(2);
                pipe.sink().close();
            }));
        }
    }
}
