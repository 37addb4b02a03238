package dev.pollux.net;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.timeout;

import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.io.AsyncBufReader;
import dev.pollux.io.codec.FrameTooLargeException;
import dev.pollux.io.codec.LinesCodec;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.sync.Semaphore;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.List;

/** The programs of docs/net.md, which quotes them. */
final class NetGuide {

    private static final System.Logger LOG = System.getLogger("net-guide");

    private NetGuide() {}

    static Future<InetSocketAddress> serve() {
        return async(() -> {
            TcpListener listener = TcpListener.bind("127.0.0.1:0").await();
            var serving = spawn(listener.serve(connection -> {
                var line = new AsyncBufReader(connection).readLine().await();
                connection.writeAll("Hello, " + line + "!\n").await();
            }));
            assert !serving.isFinished();
            return listener.localAddress();
        });
    }

    static Future<Void> serveSome(TcpListener listener, int limit) {
        return async(() -> {
            var room = new Semaphore(limit);
            while (true) {
                var permit = room.acquire().await();
                TcpStream connection = listener.accept().await();
                spawn(() -> {
                    try (permit;
                            connection) {
                        connection.writeAll("Hello!").await();
                    }
                });
            }
        });
    }

    static Future<TcpStream> connect(InetSocketAddress address) {
        return async(() -> {
            TcpStream stream =
                    timeout(Duration.ofSeconds(3), TcpStream.connect(address)).await();
            return stream;
        });
    }

    static Future<TcpStream> connectPatiently(InetSocketAddress address) {
        return async(() -> {
            TcpStream patient = TcpSocket.v4()
                    .bind("127.0.0.1:0")
                    .keepAlive(Duration.ofSeconds(30), Duration.ofSeconds(5), 3)
                    .receiveBufferSize(1 << 20)
                    .connect(address)
                    .await();
            return patient;
        });
    }

    static Future<Datagram> ask(InetSocketAddress server, byte[] question) {
        return async(() -> {
            UdpSocket socket = UdpSocket.bind("127.0.0.1:0").await();
            socket.sendTo(ByteBuffer.wrap(question), server).await();
            ByteBuffer answer = ByteBuffer.allocate(512);
            Datagram received =
                    timeout(Duration.ofSeconds(1), socket.receiveFrom(answer)).await();
            return received;
        });
    }

    static AsyncRuntime runtime() {
        AsyncRuntime runtime = AsyncRuntime.currentThread()
                .resolver(host -> Futures.ready(List.of(InetAddress.getLoopbackAddress())))
                .build();
        return runtime;
    }

    static Future<Integer> read(Pipe pipe, ByteBuffer buffer) {
        return async(() -> {
            AsyncChannel<Pipe.SourceChannel> source = AsyncChannel.of(pipe.source());
            int count = source.asyncIo(Interest.READ, channel -> readSome(channel, buffer))
                    .await();
            return count;
        });
    }

    static Future<Void> answerLines(UdpSocket socket) {
        return async(() -> {
            UdpFramed<CharSequence, String> messages = UdpFramed.of(socket, () -> new LinesCodec(1_000));
            while (true) {
                try {
                    var question = messages.next().await();
                    String answer = "got " + question.message();
                    messages.send(new Addressed<>(answer, question.address())).await();
                } catch (CharacterCodingException | FrameTooLargeException e) {
                    LOG.log(Level.DEBUG, "a datagram was no line", e); // the next one may be
                }
            }
        });
    }

    private static Integer readSome(Pipe.SourceChannel channel, ByteBuffer buffer) throws IOException {
        int read = channel.read(buffer);
        return read == 0 ? null : (Integer) read; // null: it would have blocked
    }
}
