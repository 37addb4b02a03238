package dev.pollux.net;

import static dev.pollux.Pollux.async;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Waker;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.io.TestRuntime;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.RuntimeContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsyncChannelTest {

    private final TestRuntime runtime = new TestRuntime();
    private final ByteBuffer target = ByteBuffer.allocate(64);
    private AsyncChannel<Pipe.SourceChannel> source;
    private AsyncChannel<Pipe.SinkChannel> sink;

    @BeforeEach
    void open() throws Exception {
        RuntimeContext before = RuntimeContext.replace(runtime);
        try {
            Pipe pipe = Pipe.open();
            source = AsyncChannel.of(pipe.source());
            sink = AsyncChannel.of(pipe.sink());
        } finally {
            RuntimeContext.replace(before);
        }
    }

    @AfterEach
    void stop() throws Exception {
        runtime.stop();
    }

    private void write(String text) throws IOException {
        sink.channel().write(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    private Integer readSome(Pipe.SourceChannel channel) throws IOException {
        int count = channel.read(target);
        return count == 0 ? null : (Integer) count;
    }

    private static Integer fill(Pipe.SinkChannel channel) throws IOException {
        int count = channel.write(ByteBuffer.allocate(1 << 16));
        return count == 0 ? null : (Integer) count;
    }

    // ---------------------------------------------------------------- readiness

    @Test
    @Behaviour("AFD-01")
    void aFreshSink_isWritable() throws Exception {
        assertThat(runtime.await(sink.writable()).channel()).isSameAs(sink);
    }

    @Test
    @Behaviour("AFD-02")
    void readiness_staysUntilItIsCleared() throws Exception {
        var first = runtime.start(source.readable()).awaitPending();
        write("x");

        ReadyGuard<?> guard = first.get();
        runtime.await(source.readable());
        readSome(source.channel());
        guard.clearReady();
        var second =
                runtime.start(source.asyncIo(Interest.READ, this::readSome)).awaitPending();
        write("y");

        assertThat(second.get()).isEqualTo(1);
    }

    @Test
    @Behaviour("AFD-03")
    void writability_endsWhenThePipeIsFull_andComesBackWhenItIsDrained() throws Exception {
        ReadyGuard<Pipe.SinkChannel> guard = runtime.await(sink.writable());
        while (guard.tryIo(AsyncChannelTest::fill) != null) {
            guard = runtime.await(sink.writable());
        }
        var writable = runtime.start(sink.asyncIo(Interest.WRITE, AsyncChannelTest::fill))
                .awaitPending();

        ByteBuffer much = ByteBuffer.allocate(1 << 16);
        while (source.channel().read(much.clear()) > 0) {}

        assertThat(writable.get()).isPositive();
    }

    @Test
    void clearReady_ofAnOldGuard_leavesANewerEventAlone() throws Exception {
        write("x");
        ReadyGuard<?> old = runtime.await(source.readable());
        runtime.await(source.asyncIo(Interest.READ, this::readSome));
        var pending =
                runtime.start(source.asyncIo(Interest.READ, this::readSome)).awaitPending();
        write("y");
        assertThat(pending.get()).isEqualTo(1);
        write("z");
        runtime.await(source.readable());

        old.clearReady();

        assertThat(runtime.await(source.asyncIo(Interest.READ, this::readSome))).isEqualTo(1);
    }

    @Test
    @Behaviour({"AFD-06", "AFD-07", "AFD-08", "PIP-10", "PIP-12", "PIP-18", "PIP-19"})
    void tryIo_clearsOnlyWhenItWouldBlock() throws Exception {
        assertThat(source.tryIo(Interest.READ, this::readSome)).isNull();
        write("xy");
        ReadyGuard<Pipe.SourceChannel> guard = runtime.await(source.readable());

        assertThatThrownBy(() -> guard.tryIo(channel -> {
                    throw new IOException("mine");
                }))
                .hasMessage("mine");
        assertThat(guard.tryIo(this::readSome)).isEqualTo(2);
        assertThat(source.tryIo(Interest.READ, this::readSome)).isNull(); // would block
        runtime.await(sink.writable());
        assertThat(sink.<Integer>tryIo(Interest.WRITE, channel -> channel.write(ByteBuffer.wrap(new byte[1]))))
                .isEqualTo(1);
    }

    @Test
    @Behaviour("AFD-09")
    void allWhoWait_areWoken() throws Exception {
        var first = runtime.start(source.readable()).awaitPending();
        var second = runtime.start(source.readable()).awaitPending();
        var dropped = runtime.start(source.readable()).awaitPending();
        dropped.drop();

        write("x");

        assertThat(first.get().channel()).isSameAs(second.get().channel());
    }

    @Test
    @Behaviour("AFD-10")
    void pollReady_keepsTheLatestWaker() throws Exception {
        Semaphore early = new Semaphore(0);
        Semaphore late = new Semaphore(0);
        assertThat(source.pollReady(Interest.READ, Context.of(Waker.of(early::release))))
                .isNull();
        assertThat(source.pollReady(Interest.READ, Context.of(Waker.of(late::release))))
                .isNull();

        write("x");

        late.acquire();
        assertThat(early.availablePermits()).isZero();
        assertThat(source.pollReady(Interest.READ, Context.of(Waker.noop()))).isNotNull();
    }

    @Test
    @Behaviour("PIP-13")
    void asyncIo_ofTwoTasks_sharesWhatComes() throws Exception {
        var one = runtime.start(source.asyncIo(Interest.READ, AsyncChannelTest::readOne))
                .awaitPending();
        var two = runtime.start(source.asyncIo(Interest.READ, AsyncChannelTest::readOne))
                .awaitPending();

        write("ab");

        assertThat(one.get() + two.get()).isEqualTo('a' + 'b');
    }

    private static Integer readOne(Pipe.SourceChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        return channel.read(one) == 0 ? null : (Integer) (int) one.get(0);
    }

    // ---------------------------------------------------------------- the end

    @Test
    @Behaviour("AFD-04")
    void close_closesTheChannel_andFailsThoseWhoWait() throws Exception {
        var readable = runtime.start(source.readable()).awaitPending();

        source.close();

        assertThatThrownBy(readable::get).isInstanceOf(ClosedChannelException.class);
        assertThat(source.channel().isOpen()).isFalse();
        assertThatThrownBy(() -> source.tryIo(Interest.READ, this::readSome))
                .isInstanceOf(ClosedChannelException.class);
    }

    @Test
    @Behaviour({"AFD-11", "AFD-12", "AFD-14", "AFD-15", "AFD-16"})
    void shutdown_failsThoseWhoWait_andThoseWhoComeLater() throws Exception {
        CountDownLatch woken = new CountDownLatch(2);
        Context cx = Context.of(Waker.of(woken::countDown));
        AsyncRuntime real = AsyncRuntime.multiThread().workerThreads(1).build();
        Pipe pipe = Pipe.open();
        AsyncChannel<Pipe.SourceChannel> watched = real.blockOn(async(() -> AsyncChannel.of(pipe.source())));
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        ReadyGuard<?> guard = real.blockOn(watched.readable());
        pipe.source().read(target);
        guard.clearReady();
        Future<?> waiting = watched.readable();
        while (waiting.poll(cx).isReady()) {
            watched.tryIo(Interest.READ, this::readSome);
            waiting = watched.readable();
        }
        assertThat(watched.pollReady(Interest.READ, cx)).isNull();

        real.close();

        woken.await();
        Future<?> pending = waiting;
        assertThatThrownBy(() -> pending.poll(cx)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> watched.readable().poll(cx)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> watched.pollReady(Interest.READ, cx)).isInstanceOf(ClosedChannelException.class);
        assertThatCode(guard::clearReady).doesNotThrowAnyException();
        pipe.sink().close();
    }

    @Test
    @Behaviour({"AFD-13", "AFD-17"})
    void shutdown_racingAWait_alwaysFailsIt() throws Exception {
        for (int round = 0; round < 50; round++) {
            AsyncRuntime real = AsyncRuntime.multiThread().workerThreads(1).build();
            Pipe pipe = Pipe.open();
            AsyncChannel<Pipe.SourceChannel> watched = real.blockOn(async(() -> AsyncChannel.of(pipe.source())));
            Thread closer = new Thread(real::close);
            closer.start();
            Semaphore wakes = new Semaphore(0);
            Future<?> readable = watched.readable();

            assertThatThrownBy(() -> {
                        while (!readable.poll(Context.of(Waker.of(wakes::release)))
                                .isReady()) {
                            wakes.acquire();
                        }
                    })
                    .isInstanceOf(ClosedChannelException.class);
            closer.join();
            pipe.sink().close();
        }
    }

    @Test
    @Behaviour("t:io_driver-01")
    void drop_fromInsideTheWake_doesNotDeadlock() throws Exception {
        Semaphore dropped = new Semaphore(0);
        Future<?> readable = source.readable();
        assertThat(readable.poll(Context.of(Waker.of(() -> {
                            readable.drop();
                            dropped.release();
                        })))
                        .isReady())
                .isFalse();
        var other = runtime.start(source.readable()).awaitPending();

        write("x");

        dropped.acquire();
        assertThat(other.get().channel()).isSameAs(source);
    }

    // ---------------------------------------------------------------- misuse

    @Test
    @SuppressWarnings("pollux:unused-future") // it throws
    void aDirectionThatTheChannelLacks_isRefused() {
        assertThatThrownBy(() -> source.writable())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a direction that the channel has");
        assertThatThrownBy(() -> sink.tryIo(Interest.READ, channel -> 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Behaviour({"t:net_bind_resource-01", "t:io_panic-06", "t:io_panic-08"})
    void of_aClosedChannel_orOutsideARuntime_fails() throws Exception {
        SocketChannel closed = SocketChannel.open();
        closed.close();

        assertThatThrownBy(() -> AsyncChannel.of(closed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Pollux runtime")
                .satisfies(failure -> assertThat(failure.getStackTrace()).anyMatch(this::isHere));
        RuntimeContext before = RuntimeContext.replace(runtime);
        try {
            assertThatThrownBy(() -> AsyncChannel.of(closed)).isInstanceOf(ClosedChannelException.class);
        } finally {
            RuntimeContext.replace(before);
        }
    }

    private boolean isHere(StackTraceElement line) {
        return line.getClassName().equals(getClass().getName());
    }
}
