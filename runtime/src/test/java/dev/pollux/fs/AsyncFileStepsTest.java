package dev.pollux.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Waker;
import dev.pollux.io.AsyncSeek.Whence;
import dev.pollux.runtime.spi.DriverClosedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each job of a file, one by one: what is in flight when, and what the next operation makes of it. */
class AsyncFileStepsTest {

    private static final Context CX = Context.of(Waker.noop());

    private final ManualPool pool = new ManualPool();
    private final ScriptedChannel channel = new ScriptedChannel("hello world...");
    private final AsyncFile file = AsyncFile.of(channel);

    @AfterEach
    void leave() {
        pool.close();
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static <T> Future<T> pending(Future<T> future) throws Exception {
        assertThat(future.poll(CX).isReady()).as("%s is ready", future).isFalse();
        return future;
    }

    private static <T> T ready(Future<T> future) throws Exception {
        return future.poll(CX).get();
    }

    private String read(int size) throws Exception {
        ByteBuffer target = ByteBuffer.allocate(size);
        Future<Integer> read = file.read(target);
        if (!read.poll(CX).isReady()) {
            pool.runOne();
            ready(read);
        }
        return UTF_8.decode(target.flip()).toString();
    }

    // ---------------------------------------------------------------- reading

    @Test
    @Behaviour("FIL-01")
    void read_isOneJob() throws Exception {
        ByteBuffer target = ByteBuffer.allocate(1024);
        AtomicInteger wakes = new AtomicInteger();
        Future<Integer> read = file.read(target);

        assertThat(pool.queued()).isZero();
        assertThat(read.poll(Context.of(wakes::incrementAndGet)).isReady()).isFalse();
        assertThat(pool.queued()).isEqualTo(1);
        pool.runOne();

        assertThat(wakes.get()).isEqualTo(1);
        assertThat(ready(read)).isEqualTo(14);
        assertThat(channel.calls).containsExactly("read");
    }

    @Test
    @Behaviour("FIL-02")
    void read_whoseFirstWasDropped_sharesItsJob() throws Exception {
        ByteBuffer first = ByteBuffer.allocate(32);
        pending(file.read(first)).drop();
        ByteBuffer second = ByteBuffer.allocate(32);
        Future<Integer> read = pending(file.read(second));

        assertThat(pool.queued()).isEqualTo(1);
        pool.runOne();

        assertThat(ready(read)).isEqualTo(14);
        assertThat(first.position()).isZero();
    }

    @Test
    @Behaviour({"FIL-03", "t:fs_uring_file_read-12", "t:fs_uring_file_read-17", "t:fs_uring_file_read-08"})
    void read_intoASmallerBuffer_keepsTheRest() throws Exception {
        pending(file.read(ByteBuffer.allocate(32))).drop();
        pool.runOne();

        assertThat(read(4)).isEqualTo("hell");
        assertThat(read(100)).isEqualTo("o world...");
        assertThat(channel.calls).containsExactly("read");
    }

    @Test
    @Behaviour({"FIL-04", "t:fs_uring_file_read-18"})
    void read_intoALargerBuffer_returnsWhatWasRead() throws Exception {
        pending(file.read(ByteBuffer.allocate(2))).drop();
        pool.runOne();

        assertThat(read(100)).isEqualTo("hello world...");
    }

    @Test
    @Behaviour({"FIL-05", "FIL-15"})
    void read_thatFails_saysSoAndTheNextGoesOn() throws Exception {
        Future<Integer> read = pending(file.read(ByteBuffer.allocate(8)));
        IOException broken = channel.failNext();
        pool.runOne();

        assertThatThrownBy(() -> ready(read)).isSameAs(broken);
        assertThat(read(5)).isEqualTo("hello");
    }

    @Test
    @Behaviour({"FIL-08", "t:fs_uring_file_read-19"})
    void read_ofMoreThanTheLargestBuffer_isSplit() throws Exception {
        ScriptedChannel large = new ScriptedChannel("x".repeat(3 << 20));
        AsyncFile largeFile = AsyncFile.of(large);
        ByteBuffer target = ByteBuffer.allocate(3 << 20);
        Future<Integer> first = pending(largeFile.read(target));
        pool.runOne();
        assertThat(ready(first)).isEqualTo(2 << 20);
        Future<Integer> second = pending(largeFile.read(target));
        pool.runOne();

        assertThat(ready(second)).isEqualTo(1 << 20);
    }

    @Test
    void read_atTheEnd_looksAgainEachTime() throws Exception {
        assertThat(read(100)).hasSize(14);
        for (int i = 0; i < 2; i++) {
            Future<Integer> read = pending(file.read(ByteBuffer.allocate(8)));
            pool.runOne();
            assertThat(ready(read)).isEqualTo(-1);
        }
    }

    @Test
    @Behaviour("FIL-28")
    void seek_whileAReadIsPending_isRefused() throws Exception {
        Future<Integer> read = pending(file.read(ByteBuffer.allocate(8)));

        assertThatThrownBy(() -> file.rewind().poll(CX))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two at once")
                .hasMessageContaining("await or drop it first");
        pool.runOne();
        assertThat(ready(read)).isEqualTo(8);
    }

    // ---------------------------------------------------------------- writing

    @Test
    @Behaviour("FIL-06")
    void write_returnsAtOnceAndIsOneJob() throws Exception {
        assertThat(ready(file.write(utf8("HELLO")))).isEqualTo(5);
        assertThat(channel.calls).isEmpty();
        pool.runOne();

        assertThat(channel.contents()).isEqualTo("HELLO world...");
    }

    @Test
    @Behaviour("FIL-07")
    void flush_whileIdle_isReadyAtOnce() throws Exception {
        ready(file.flush());

        assertThat(pool.queued()).isZero();
    }

    @Test
    @Behaviour("FIL-09")
    void write_ofMoreThanTheLargestBuffer_isSplit() throws Exception {
        ByteBuffer source = ByteBuffer.allocate(3 << 20);

        assertThat(ready(file.write(source))).isEqualTo(2 << 20);
        pool.runOne();
        assertThat(ready(file.write(source))).isEqualTo(1 << 20);
        pool.runOne();

        assertThat(channel.size()).isEqualTo(3 << 20);
    }

    @Test
    @Behaviour("FIL-10")
    void write_waitsForTheOneBefore() throws Exception {
        ready(file.write(utf8("HE")));
        Future<Integer> second = pending(file.write(utf8("LLO")));
        pool.runOne();

        assertThat(ready(second)).isEqualTo(3);
        pool.runOne();
        assertThat(channel.contents()).isEqualTo("HELLO world...");
    }

    @Test
    void write_doesNotShareItsSource() throws Exception {
        ByteBuffer source = utf8("HELLO");
        ready(file.write(source));
        source.put(0, (byte) '!');
        pool.runOne();

        assertThat(channel.contents()).startsWith("HELLO");
    }

    @Test
    @Behaviour({"FIL-11", "t:fs_uring_file_read-20"})
    void write_afterADroppedRead_goesBackFirst() throws Exception {
        pending(file.read(ByteBuffer.allocate(32))).drop();
        Future<Integer> write = pending(file.write(utf8("HELLO")));
        pool.runOne();

        assertThat(ready(write)).isEqualTo(5);
        pool.runOne();
        assertThat(channel.calls).containsExactly("read", "seek 0", "write 5");
    }

    @Test
    @Behaviour({"FIL-12", "t:fs_uring_file_read-21"})
    void write_afterAPartOfWhatWasRead_goesBackToTheReader() throws Exception {
        read(6);
        ready(file.write(utf8("WORLD")));
        pool.runOne();

        assertThat(channel.calls).containsExactly("read", "seek 6", "write 5");
        assertThat(channel.contents()).isEqualTo("hello WORLD...");
    }

    @Test
    @Behaviour("FIL-13")
    void flush_afterADroppedRead_waitsForItAndAWriteGoesBack() throws Exception {
        pending(file.read(ByteBuffer.allocate(32))).drop();
        Future<Void> flush = pending(file.flush());
        pool.runOne();
        ready(flush);
        ready(file.write(utf8("J")));
        pool.runOne();

        assertThat(channel.calls).containsExactly("read", "seek 0", "write 1");
    }

    @Test
    @Behaviour("FIL-14")
    void write_afterADroppedFlush_waitsForWhatItWaitedFor() throws Exception {
        ready(file.write(utf8("HE")));
        pending(file.flush()).drop();
        Future<Integer> write = pending(file.write(utf8("LLO")));
        pool.runOne();
        ready(write);
        pool.runOne();

        assertThat(channel.contents()).isEqualTo("HELLO world...");
    }

    // ---------------------------------------------------------------- failures of writes

    private IOException failedWrite() throws Exception {
        ready(file.write(utf8("HELLO")));
        IOException broken = channel.failNext();
        pool.runOne();
        return broken;
    }

    @Test
    @Behaviour("FIL-16")
    void write_thatFailed_failsTheNextWrite() throws Exception {
        IOException broken = failedWrite();

        assertThatThrownBy(() -> ready(file.write(utf8("FOO")))).isSameAs(broken);
        assertThat(ready(file.write(utf8("FOO")))).isEqualTo(3);
    }

    @Test
    @Behaviour("FIL-17")
    void write_thatFailed_failsTheNextWriteAlsoAfterARead() throws Exception {
        IOException broken = failedWrite();
        read(5);

        assertThatThrownBy(() -> ready(file.write(utf8("FOO")))).isSameAs(broken);
    }

    @Test
    @Behaviour("FIL-18")
    void write_thatFailed_failsTheFlushAlsoAfterARead() throws Exception {
        IOException broken = failedWrite();
        read(5);

        assertThatThrownBy(() -> ready(file.flush())).isSameAs(broken);
        ready(file.flush());
    }

    @Test
    @Behaviour("FIL-19")
    void write_thatFailed_failsTheNextWriteAlsoAfterASeek() throws Exception {
        IOException broken = failedWrite();
        seek(0);

        assertThatThrownBy(() -> ready(file.write(utf8("FOO")))).isSameAs(broken);
    }

    @Test
    @Behaviour("FIL-20")
    void write_thatFailed_failsTheFlushAlsoAfterASeek() throws Exception {
        IOException broken = failedWrite();
        seek(0);

        assertThatThrownBy(() -> ready(file.flush())).isSameAs(broken);
    }

    private long seek(long position) throws Exception {
        Future<Long> seek = pending(file.seek(position));
        pool.runOne();
        return ready(seek);
    }

    @Test
    @Behaviour({"FIL-21", "FIL-23"})
    @SuppressWarnings("pollux:unused-future") // pending() returns what it is given
    void sync_isDoneAfterTheWrite() throws Exception {
        ready(file.write(utf8("A")));
        Future<Void> all = pending(file.syncAll());
        assertThat(pool.queued()).isEqualTo(1);
        pool.runOne();
        pending(all);
        pool.runOne();
        ready(all);
        ready(file.write(utf8("B")));
        Future<Void> data = pending(file.syncData());
        pool.runOne();
        pending(data);
        pool.runOne();
        ready(data);

        assertThat(channel.calls).containsExactly("write 1", "sync all", "write 1", "sync data");
    }

    @Test
    @Behaviour({"FIL-22", "FIL-24"})
    void sync_tellsOfAFailedWriteAndOfItsOwnFailure() throws Exception {
        IOException broken = failedWrite();

        assertThatThrownBy(() -> ready(file.syncAll())).isSameAs(broken);
        Future<Void> data = pending(file.syncData());
        IOException own = channel.failNext();
        pool.runOne();
        assertThatThrownBy(() -> ready(data)).isSameAs(own);
    }

    @Test
    void writeOfSeveralBuffers_isOneJob_ofAsMuchAsFits() throws Exception {
        FileState state = new FileState(channel, "small");
        state.setMaxBuffer(5);
        ByteBuffer[] sources = {utf8("HEL"), utf8(""), utf8("LO W")};

        assertThat(new AsyncFile(state).pollWrite(this, CX, sources)).isEqualTo(5);
        assertThat(sources[2].remaining()).isEqualTo(2);
        pool.runOne();

        assertThat(channel.calls).containsExactly("write 5");
        assertThat(channel.contents()).isEqualTo("HELLO world...");
    }

    @Test
    void writeOfSeveralBuffers_thatNobodyTakes_movesNoPosition() throws Exception {
        ByteBuffer[] sources = {utf8("HEL"), utf8("LO")};
        pool.close(); // and so there is no runtime here

        assertThatThrownBy(() -> file.pollWrite(this, CX, sources)).isInstanceOf(IllegalStateException.class);

        assertThat(sources[0].remaining() + sources[1].remaining()).isEqualTo(5);
    }

    // ---------------------------------------------------------------- length, position, channel

    @Test
    @Behaviour({"FIL-25", "FIL-26"})
    void setLength_cutsOrFails() throws Exception {
        Future<Void> cut = pending(file.setLength(5));
        pool.runOne();
        ready(cut);
        Future<Void> failing = pending(file.setLength(2));
        IOException broken = channel.failNext();
        pool.runOne();

        assertThatThrownBy(() -> ready(failing)).isSameAs(broken);
        assertThat(channel.contents()).isEqualTo("hello");
    }

    @Test
    @Behaviour("FIL-27")
    void setLength_afterAPartOfWhatWasRead_goesBackFirst() throws Exception {
        read(6);
        Future<Void> cut = pending(file.setLength(11));
        pool.runOne();
        ready(cut);

        assertThat(channel.calls).containsExactly("read", "seek 6", "truncate 11", "seek 6");
        assertThat(read(100)).isEqualTo("world");
    }

    @Test
    void seek_countsFromWhereTheReaderIs() throws Exception {
        read(6);
        Future<Long> position = pending(file.position());
        pool.runOne();
        assertThat(ready(position)).isEqualTo(6);
        Future<Long> back = pending(file.seek(-6, Whence.CURRENT));
        pool.runOne();
        assertThat(ready(back)).isZero();
        Future<Long> end = pending(file.seek(-3, Whence.END));
        pool.runOne();

        assertThat(ready(end)).isEqualTo(11);
        assertThat(read(8)).isEqualTo("...");
    }

    @Test
    void seek_beforeTheStart_failsAndLeavesTheFileInOrder() throws Exception {
        Future<Long> seek = pending(file.seek(-1, Whence.CURRENT));
        pool.runOne();

        assertThatThrownBy(() -> ready(seek)).isInstanceOf(IOException.class).hasMessageContaining("before the start");
        assertThat(read(5)).isEqualTo("hello");
    }

    @Test
    @SuppressWarnings("pollux:unused-future") // pending() returns what it is given
    void seek_thatWasDropped_isNotTakenForTheNext() throws Exception {
        pending(file.seek(3)).drop();
        Future<Long> second = pending(file.seek(7));
        pool.runOne();
        pending(second);
        pool.runOne();

        assertThat(ready(second)).isEqualTo(7);
    }

    @Test
    @Behaviour({"FSF-09", "FSF-10"})
    @SuppressWarnings("pollux:unused-future") // pending() returns what it is given
    void intoChannel_waitsForTheWriteAndStandsWhereTheReaderWas() throws Exception {
        read(6);
        ready(file.write(utf8("WORLD")));
        Future<?> into = pending(file.intoChannel());
        pool.runOne();
        pending(into);
        pool.runOne();

        assertThat(ready(into)).isSameAs(channel);
        assertThat(channel.isOpen()).isTrue();
        assertThat(channel.position()).isEqualTo(11);
        assertThatThrownBy(() -> ready(file.flush())).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void readToEnd_isOneJobAndStartsWhereTheReaderIs() throws Exception {
        read(6);
        Future<byte[]> rest = pending(file.readToEnd(100));
        pool.runOne();

        assertThat(ready(rest)).asString(UTF_8).isEqualTo("world...");
    }

    // ---------------------------------------------------------------- the end

    @Test
    void close_whileAWriteIsInFlight_letsItReachTheFile() throws Exception {
        ready(file.write(utf8("HELLO")));
        file.close();
        file.close();
        assertThat(channel.calls).isEmpty();
        pool.runOne();

        assertThat(channel.calls).containsExactly("write 5", "close");
        assertThatThrownBy(() -> ready(file.write(utf8("!")))).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void close_whileAReadIsInFlight_cutsItOff() throws Exception {
        Future<Integer> read = pending(file.read(ByteBuffer.allocate(8)));
        file.close();

        assertThat(channel.calls).containsExactly("close");
        assertThatThrownBy(() -> ready(read)).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void close_whileAPositionalWriteIsInFlight_letsItReachTheFile() throws Exception {
        pending(file.writeAt(utf8("!"), 3)).drop();
        file.close();
        pool.runOne();

        assertThat(channel.calls).containsExactly("write at 3", "close");
    }

    @Test
    @Behaviour("t:fs_file_join_error-01")
    void everyOperation_withoutAPool_failsTwiceAndLosesNothing() throws Exception {
        read(6);
        pool.die();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> ready(file.seek(1))).isInstanceOf(DriverClosedException.class);
            assertThatThrownBy(() -> ready(file.setLength(1))).isInstanceOf(DriverClosedException.class);
            assertThat(ready(file.write(utf8("x")))).isEqualTo(1);
            assertThatThrownBy(() -> ready(file.flush())).isInstanceOf(DriverClosedException.class);
        }
        assertThat(read(100)).isEqualTo("world...");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> ready(file.read(ByteBuffer.allocate(1)))).isInstanceOf(IOException.class);
        }
        file.close();

        assertThat(channel.calls).containsExactly("read", "close");
    }
}
