package dev.pollux.runtime.io;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.IoDriver.ServerSocket;
import dev.pollux.runtime.spi.IoDriver.StreamSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A selector that has ceased to wait. */
@Timeout(30)
class NioRebuildTest {

    private final List<String> log = new ArrayList<>();
    private final List<Selector> opened = new ArrayList<>();
    private final SpinningSelector mad = new SpinningSelector(0);
    private int madOnes = 1;
    private int refusals;
    private final NioDriver driver = new NioDriver(this::next, 0, log::add);
    private final ServerSocket listener = Opened.listening(driver, 16);
    private final StreamSocket client = Opened.connecting(driver, listener.localAddress());
    private StreamSocket server;

    NioRebuildTest() throws IOException {}

    private Selector next() throws IOException {
        if (!opened.isEmpty() && refusals-- > 0) {
            throw new IOException("Too many open files");
        }
        opened.add(opened.size() < madOnes ? opened.isEmpty() ? mad : new SpinningSelector(0) : Selector.open());
        return opened.get(opened.size() - 1);
    }

    @BeforeEach
    void connect() throws IOException {
        while (!client.finishConnect()) {
            driver.poll(0);
        }
        server = listener.tryAccept();
    }

    @AfterEach
    void close() throws IOException {
        Thread.interrupted();
        driver.close();
    }

    private void spin() throws IOException {
        for (int i = 0; i < SpinWatch.LIMIT; i++) {
            driver.poll(-1);
        }
    }

    /** Waits for data, so that the selector watches for it. */
    private AtomicInteger waitToRead() throws IOException {
        AtomicInteger wakes = new AtomicInteger();
        server.tryRead(ByteBuffer.allocate(1));
        assertThat(server.pollReady(Interest.READ, wakes::incrementAndGet)).isFalse();
        return wakes;
    }

    @Test
    void poll_whoseSelectorSpins_replacesIt_andKeepsWhoWaits() throws Exception {
        AtomicInteger wakes = waitToRead();

        spin();
        client.tryWrite(ByteBuffer.allocate(1));
        driver.poll(-1);

        assertThat(driver.rebuilds()).isEqualTo(1);
        assertThat(opened).hasSize(2);
        assertThat(mad.isOpen()).isFalse();
        assertThat(wakes).hasValue(1);
    }

    @Test
    void poll_whoseSelectorSpins_namesThoseItWatched_once() throws Exception {
        madOnes = 3;
        waitToRead();

        spin();
        spin();
        spin();

        assertThat(driver.rebuilds()).isEqualTo(3);
        assertThat(log)
                .singleElement()
                .asString()
                .startsWith(
                        "a selector returned at once, again and again, without a reason: it was replaced. It had 3 channels: "
                                + "java.nio.channels.SocketChannel[connected")
                .contains("watched for read, last ready for nothing; ", "watched for nothing, last ready for nothing");
    }

    @Test
    void poll_withAKeyThatIsReportedUnasked_replacesTheSelector() throws Exception {
        mad.spin = action -> mad.keys().forEach(action); // none of them is watched for anything

        spin();

        assertThat(driver.rebuilds()).isEqualTo(1);
    }

    @Test
    void runtime_whoseSelectorSpins_goesOn_andCountsIt() throws Exception {
        AtomicBoolean first = new AtomicBoolean(true);
        try (AsyncRuntime runtime = AsyncRuntime.multiThread()
                .workerThreads(2)
                .ioDriver(() -> new NioDriver(
                        () -> first.getAndSet(false) ? new SpinningSelector(0) : Selector.open(),
                        SpinWatch.PATIENCE_NANOS,
                        log::add))
                .build()) {
            int read = runtime.blockOn(async(() -> {
                TcpListener echo = TcpListener.bind("127.0.0.1:0").await();
                spawn(echo.serve(connection -> connection.writeAll("x").await()));
                TcpStream stream = TcpStream.connect(echo.localAddress()).await();
                int count = stream.read(ByteBuffer.allocate(8)).await();
                echo.close();
                return count;
            }));

            while (runtime.metrics().ioDriverRebuilds() == 0) {
                Thread.onSpinWait(); // should nobody have had to wait so far, a worker does now
            }
            assertThat(read).isEqualTo(1);
            assertThat(runtime.metrics().ioDriverRebuilds()).isEqualTo(1);
        }
    }

    @Test
    void poll_afterASocketIsClosed_letsItGo() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        var watched = driver.watch(pipe.source());
        spin();

        server.close();
        watched.close();
        driver.poll(0);

        assertThat(opened.get(1).keys()).hasSize(2);
        assertThat(pipe.source().isRegistered()).isFalse();
    }

    @Test
    void rebuild_thatTheSystemRefuses_isTriedAgain() throws Exception {
        refusals = 1;
        AtomicInteger wakes = waitToRead();

        spin();
        boolean kept = mad.isOpen();
        spin();
        client.tryWrite(ByteBuffer.allocate(1));
        driver.poll(-1);

        assertThat(kept).isTrue();
        assertThat(driver.rebuilds()).isEqualTo(1);
        assertThat(wakes).hasValue(1);
        assertThat(log).singleElement().asString().contains("cannot be replaced at present (Too many open files)");
    }

    @Test
    void poll_onAnInterruptedThread_blamesTheThread() throws Exception {
        Thread.currentThread().interrupt();

        spin();

        assertThat(driver.rebuilds()).isZero();
        assertThat(log)
                .singleElement()
                .asString()
                .contains("is interrupted", Thread.currentThread().getName());
    }

    @Test
    void poll_thatIsWokenEachTime_isNoSpin() throws Exception {
        mad.spin = action -> driver.wakeup();

        spin();
        spin();

        assertThat(driver.rebuilds()).isZero();
    }

    @Test
    void poll_thatSpinsForAMoment_isLeftAlone() throws Exception {
        SpinWatch patient = new SpinWatch(Long.MAX_VALUE);

        for (int i = 0; i < 10 * SpinWatch.LIMIT; i++) {
            assertThat(patient.idle()).isFalse();
        }
    }

    @Test
    void poll_withTimeOutsAndNothingElse_isNoSpin() throws Exception {
        madOnes = 0;
        try (NioDriver patient = new NioDriver(Selector::open, 0, log::add)) {
            for (int i = 0; i < SpinWatch.LIMIT; i++) {
                patient.poll(1);
            }

            assertThat(patient.rebuilds()).isZero();
        }
    }

    @Test
    void poll_withAnEventNowAndThen_isNoSpin() throws Exception {
        AtomicInteger wakes = waitToRead();
        almostSpin();
        client.tryWrite(ByteBuffer.allocate(1));
        mad.goodWaits = 1;
        driver.poll(-1);

        almostSpin();

        assertThat(wakes).hasValue(1);
        assertThat(driver.rebuilds()).isZero();
    }

    private void almostSpin() throws IOException {
        for (int i = 1; i < SpinWatch.LIMIT; i++) {
            driver.poll(-1);
        }
    }
}
