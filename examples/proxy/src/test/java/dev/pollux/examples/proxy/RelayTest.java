package dev.pollux.examples.proxy;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.AsyncAction;
import dev.pollux.io.AsyncIo;
import dev.pollux.io.AsyncReadWrite;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.time.Moment;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A relay between streams in memory, by a clock that stands still. */
@Timeout(60)
class RelayTest {

    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final int BUFFER = 1 << 16;

    private final AsyncIo.Duplex front = AsyncIo.duplex(BUFFER);
    private final AsyncIo.Duplex back = AsyncIo.duplex(BUFFER);
    private final AsyncReadWrite client = front.a();
    private final AsyncReadWrite server = back.b();
    private final Statistics statistics = new Statistics();

    private Relay relay(@Nullable Long bytesPerSecond) {
        return new Relay(new Limits(1, IDLE, IDLE, IDLE, bytesPerSecond), statistics);
    }

    private static void run(AsyncAction block) throws Exception {
        try (AsyncRuntime paused =
                AsyncRuntime.currentThread().startPaused(true).build()) {
            paused.blockOn(async(block));
        }
    }

    @Test
    void run_silence_timesOut() throws Exception {
        run(() -> {
            Moment start = Moment.now();

            assertThat(relay(null).run(front.b(), back.a()).await()).isEqualTo(Ending.TIMED_OUT);
            assertThat(start.until(Moment.now())).isEqualTo(IDLE);
        });
    }

    @Test
    void run_byteInEitherDirection_putsTheTimeoutOff() throws Exception {
        run(() -> {
            Moment start = Moment.now();
            var running = spawn(relay(null).run(front.b(), back.a()));
            sleep(Duration.ofSeconds(9)).await();
            client.writeAll("?").await();
            sleep(Duration.ofSeconds(9)).await();
            server.writeAll("!").await();
            sleep(Duration.ofSeconds(9)).await();
            assertThat(running.isFinished()).isFalse();

            assertThat(running.await()).isEqualTo(Ending.TIMED_OUT);
            assertThat(start.until(Moment.now())).isEqualTo(Duration.ofSeconds(9 + 9 + 10));
        });
    }

    @Test
    void run_readerThatStalls_timesOut() throws Exception {
        run(() -> {
            var running = spawn(relay(null).run(front.b(), back.a()));
            var sending = spawn(client.writeAll(ByteBuffer.allocate(4 * BUFFER))); // the server reads nothing of it

            assertThat(running.await()).isEqualTo(Ending.TIMED_OUT);
            assertThat(statistics.toUpstream()).isEqualTo(BUFFER);
            sending.abort();
        });
    }

    @Test
    void run_endOfOneSide_leavesTheOtherDirectionOpen() throws Exception {
        run(() -> {
            var running = spawn(relay(null).run(front.b(), back.a()));
            client.writeAll("question").await();
            client.shutdown().await();
            assertThat(server.readToString(100).await()).isEqualTo("question");
            server.writeAll("an answer").await();
            server.shutdown().await();
            assertThat(client.readToString(100).await()).isEqualTo("an answer");

            assertThat(running.await()).isEqualTo(Ending.FINISHED);
            assertThat(statistics.toUpstream()).isEqualTo(8);
            assertThat(statistics.toClients()).isEqualTo(9);
        });
    }

    @Test
    void run_rate_holdsFastSendersBack() throws Exception {
        run(() -> {
            Moment start = Moment.now();
            var running = spawn(relay(1_000L).run(front.b(), back.a()));
            client.writeAll(ByteBuffer.allocate(20_000)).await(); // 20 s, longer than the idle timeout
            client.shutdown().await();
            assertThat(server.readToEnd(BUFFER).await()).hasSize(20_000);
            server.shutdown().await();

            assertThat(running.await()).isEqualTo(Ending.FINISHED);
            assertThat(start.until(Moment.now())).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
        });
    }

    @Test
    void run_rateOfLessThanABytePerPiece_carriesOneAtATime() throws Exception {
        run(() -> {
            Moment start = Moment.now();
            var running = spawn(relay(1L).run(front.b(), back.a()));
            client.writeAll("abc").await();
            client.shutdown().await();
            assertThat(server.readToString(100).await()).isEqualTo("abc");
            assertThat(start.until(Moment.now())).isEqualTo(Duration.ofSeconds(3));
            running.abort();
        });
    }
}
