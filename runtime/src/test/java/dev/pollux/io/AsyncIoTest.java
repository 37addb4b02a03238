package dev.pollux.io;

import static dev.pollux.io.Driven.CX;
import static dev.pollux.io.Driven.all;
import static dev.pollux.io.Driven.buffer;
import static dev.pollux.io.Driven.drive;
import static dev.pollux.io.Driven.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.stream.Sink;
import dev.pollux.stream.Stream;
import dev.pollux.stream.Streams;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class AsyncIoTest {

    private final ScriptedStream source = new ScriptedStream();
    private final ScriptedWriter target = new ScriptedWriter();

    // ---------------------------------------------------------------- take and chain

    @Test
    @Behaviour({"t:io_take-01", "t:io_take-02"})
    void take_endsAtTheLimit_andLeavesTheRest() throws Exception {
        source.give("abc").pause().give("defg");
        AsyncRead first = source.take(5);
        ByteBuffer target = ByteBuffer.allocate(9).put((byte) '>');

        drive(first.read(target));
        drive(first.read(target));

        assertThat(text(target.flip())).isEqualTo(">abcde");
        assertThat(target.capacity()).isEqualTo(9);
        assertThat(drive(first.read(ByteBuffer.allocate(1)))).isEqualTo(-1);
        assertThat(drive(source.readToString(9))).isEqualTo("fg");
    }

    @Test
    void take_leavesTheLimitOfTheTargetAsItWas() throws Exception {
        ByteBuffer target = ByteBuffer.allocate(9);

        drive(source.give("abcdef").take(3).read(target));

        assertThat(target.limit()).isEqualTo(9);
    }

    @Test
    @Behaviour({"t:io_take-03", "t:io_read-02", "f:io_read_to_end-01"})
    void read_fromAStreamThatReportsAnotherNumber_isRefused() {
        AsyncRead liar = new Liar();

        assertThatThrownBy(() -> drive(liar.take(9).read(ByteBuffer.allocate(3))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reported 2 bytes");
        assertThatThrownBy(() -> drive(liar.readToEnd(9))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> drive(liar.buffered().readLine())).isInstanceOf(IllegalStateException.class);
    }

    /** Says that it read two bytes, and reads one. */
    private static final class Liar implements AsyncRead {
        @Override
        public int pollRead(Object reader, Context cx, ByteBuffer target) {
            target.put((byte) 1);
            return 2;
        }

        @Override
        public void cancelRead(Object reader) {}

        @Override
        public void close() {}
    }

    @Test
    void take_ofANegativeNumber_isRefused() {
        assertThatThrownBy(() -> source.take(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Behaviour("t:io_chain-01")
    void chain_readsOneAfterTheOther() throws Exception {
        var second = new ScriptedStream().give("de").pause().give("f");

        AsyncRead both = source.give("abc").pause().chain(second);

        assertThat(drive(both.readToString(9))).isEqualTo("abcdef");
        both.close();
        assertThat(source.isClosed()).isTrue();
        assertThat(second.isClosed()).isTrue();
    }

    @Test
    @Behaviour("t:io_chain-02")
    void chain_readWithoutRoom_doesNotSkipTheFirst() throws Exception {
        AsyncRead both = source.give("abc").chain(new ScriptedStream().give("def"));

        assertThat(drive(both.read(ByteBuffer.allocate(0)))).isZero();

        assertThat(drive(both.readToString(9))).isEqualTo("abcdef");
    }

    @Test
    void chain_dropped_isWaitedForByNobody() throws Exception {
        var second = new ScriptedStream().pause();
        Future<Integer> read = source.chain(second).read(ByteBuffer.allocate(1));
        assertThat(read.poll(CX)).isSameAs(Poll.pending());
        assertThat(second.isWaitedFor()).isTrue();

        read.drop();

        assertThat(second.isWaitedFor()).isFalse();
    }

    // ---------------------------------------------------------------- trivial streams

    @Test
    void empty_hasEnded() throws Exception {
        assertThat(drive(AsyncIo.empty().read(ByteBuffer.allocate(1)))).isEqualTo(-1);
        assertThat(drive(AsyncIo.empty().fill()).hasRemaining()).isFalse();
        assertThatThrownBy(() -> AsyncIo.empty().consume(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void repeat_fillsAnyTarget_andSinkTakesAll() throws Exception {
        ByteBuffer target = ByteBuffer.allocate(3);

        drive(AsyncIo.repeat((byte) 7).readExact(target));
        drive(AsyncIo.sink().writeAll(target.flip()));

        assertThat(target.array()).containsOnly(7);
        assertThat(target.hasRemaining()).isFalse();
    }

    @Test
    @Behaviour({
        "t:io_repeat-01",
        "t:io_sink-01",
        "t:io_sink-02",
        "t:io_sink-03",
        "t:io_util_empty-01",
        "t:io_util_empty-02"
    })
    void trivialStreams_takePartInTheBudget() {
        ByteBuffer one = ByteBuffer.allocate(1);

        assertGivesWay(cx -> AsyncIo.repeat((byte) 1).pollRead(this, cx, one.clear()) != Transfer.PENDING);
        assertGivesWay(cx -> AsyncIo.empty().pollRead(this, cx, one.clear()) != Transfer.PENDING);
        assertGivesWay(cx -> AsyncIo.empty().pollFill(this, cx, 1) != null);
        assertGivesWay(cx -> AsyncIo.empty().pollSeek(this, cx, 1, AsyncSeek.Whence.START) != Transfer.PENDING);
        assertGivesWay(cx -> AsyncIo.sink().pollWrite(this, cx, one.clear()) != Transfer.PENDING);
        assertGivesWay(cx -> AsyncIo.sink().pollFlush(this, cx));
        assertGivesWay(cx -> AsyncIo.sink().pollShutdown(this, cx));
    }

    private interface Operation {
        boolean isReady(Context cx) throws IOException;
    }

    private static void assertGivesWay(Operation operation) {
        AtomicInteger wakes = new AtomicInteger();
        Context cx = Driven.budgeted(wakes);
        BooleanSupplier ready = () -> {
            try {
                return operation.isReady(cx);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };
        int polls = 0;
        while (ready.getAsBoolean()) {
            polls++;
            assertThat(polls).isLessThan(1_000);
        }
        assertThat(polls).isGreaterThan(100);
        assertThat(wakes).hasValue(1);
    }

    // ---------------------------------------------------------------- join and split

    @Test
    @Behaviour({"t:io_join-02", "t:io_split-06"})
    void joinAndSplit_passEachOperationOn() throws Exception {
        target.vectored();
        AsyncReadWrite joined = AsyncIo.join(source.give("abc"), target);
        SplitHalves<AsyncReadWrite> halves = AsyncIo.split(joined);

        assertThat(drive(halves.reader().readToString(9))).isEqualTo("abc");
        drive(halves.writer().writeAll("d"));
        drive(halves.writer().writeAll(buffer("e"), buffer("f")));
        drive(halves.writer().flush());
        drive(halves.writer().shutdown());

        assertThat(halves.writer().isWriteVectored()).isTrue();
        assertThat(target.log).containsExactly("write 1", "writev 2", "flush", "shutdown");
        assertThat(target.text()).isEqualTo("def");
    }

    @Test
    void split_passesTheGivingUpOn() throws Exception {
        var halves = AsyncIo.split(AsyncIo.join(source.pause(), target.pause(1)));
        Future<Integer> read = halves.reader().read(ByteBuffer.allocate(1));
        Future<Integer> write = halves.writer().write(buffer("a"));
        read.poll(CX);
        write.poll(CX);

        read.drop();
        write.drop();

        assertThat(source.isWaitedFor()).isFalse();
        assertThat(target.isWaitedFor()).isFalse();
    }

    @Test
    void split_isClosedWithTheSecondHalf() throws Exception {
        var halves = AsyncIo.split(AsyncIo.join(source, target));

        halves.writer().close();
        halves.writer().close();
        assertThat(target.log).isEmpty();
        halves.reader().close();

        assertThat(source.isClosed()).isTrue();
        assertThat(target.log).containsExactly("close");
    }

    @Test
    @Behaviour({"t:io_split-02", "t:io_split-03"})
    void unsplit_ofBothHalves_returnsTheStream() {
        AsyncReadWrite joined = AsyncIo.join(source, target);
        var halves = AsyncIo.split(joined);

        assertThat(halves.unsplit(halves.reader(), halves.writer())).isSameAs(joined);
    }

    @Test
    @Behaviour({"t:io_split-04", "t:io_split-05", "t:io_panic-05"})
    void unsplit_ofStrangers_isRefused() {
        var halves = AsyncIo.split(AsyncIo.join(source, target));
        var others = AsyncIo.split(AsyncIo.join(source, target));

        assertThatThrownBy(() -> halves.unsplit(others.reader(), halves.writer()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> halves.unsplit(halves.reader(), others.writer()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    // ---------------------------------------------------------------- inspect

    @Test
    @Behaviour("u:tests/io_inspect-01")
    void inspectReads_showsWhatWasRead() throws Exception {
        List<String> seen = new ArrayList<>();
        AsyncRead inspected = source.give("abc").pause().give("de").inspectReads(bytes -> seen.add(text(bytes)));
        ByteBuffer target = ByteBuffer.allocate(9).put((byte) '>');

        drive(inspected.read(target));
        drive(inspected.read(target));
        drive(inspected.read(target));

        assertThat(seen).containsExactly("abc", "de");
    }

    @Test
    @Behaviour({"u:tests/io_inspect-02", "u:tests/io_inspect-03"})
    void inspectWrites_showsWhatWasTaken() throws Exception {
        List<String> seen = new ArrayList<>();
        AsyncWrite inspected =
                target.atMost(3).pendingEveryOtherTime().vectored().inspectWrites(bytes -> seen.add(text(bytes)));

        drive(inspected.writeAll("abcd"));
        drive(inspected.writeAll(buffer("ef"), buffer("gh")));

        assertThat(seen).containsExactly("abc", "d", "ef", "g", "h");
        assertThat(target.text()).isEqualTo("abcdefgh");
    }

    // ---------------------------------------------------------------- several buffers

    @Test
    @Behaviour({
        "u:tests/io_write_all_vectored-01",
        "u:tests/io_write_all_vectored-03",
        "u:tests/io_write_all_vectored-04",
        "t:io_write_all_buf-03",
        "t:io_write_buf-02"
    })
    void writeAll_ofBuffers_goesOnWithinAndBetweenThem() throws Exception {
        target.vectored().atMost(3).pendingEveryOtherTime();

        drive(target.writeAll(buffer("ab"), buffer("cdef"), buffer("gh")));

        assertThat(target.text()).isEqualTo("abcdefgh");
        assertThat(target.log).containsExactly("writev 3", "writev 3", "writev 2");
    }

    @Test
    @Behaviour("u:tests/io_write_all_vectored-02")
    void writeAll_ofEmptyBuffers_isReady() throws Exception {
        drive(target.writeAll(buffer(""), buffer("a"), buffer("")));
        drive(target.writeAll(new ByteBuffer[0]));

        assertThat(target.text()).isEqualTo("a");
    }

    @Test
    @Behaviour({"f:io_write-01", "f:io_write-02"})
    void pollWrite_ofBuffersWhereTheStreamTakesOne_choosesTheFirstNotEmpty() throws Exception {
        assertThat(target.pollWrite(this, CX, new ByteBuffer[0])).isZero();
        assertThat(target.pollWrite(this, CX, new ByteBuffer[] {buffer(""), buffer("ab"), buffer("c")}))
                .isEqualTo(2);
    }

    @Test
    @Behaviour({
        "t:io_write_all-01",
        "t:io_write_all_buf-01",
        "t:io_write_all_buf-02",
        "t:io_write_buf-01",
        "t:io_write-01"
    })
    void writeAll_afterAFailure_leavesTheRestInTheBuffer() throws Exception {
        IOException broken = new IOException("broken");
        ByteBuffer bytes = buffer("abcdef");
        assertThat(drive(target.atMost(2).write(bytes))).isEqualTo(2);
        Future<Void> all = target.pause(1).writeAll(bytes);
        all.poll(CX);

        target.failing(broken);

        assertThatThrownBy(() -> all.poll(CX)).isSameAs(broken);
        assertThat(bytes.position()).isEqualTo(2);
        target.failing(null);
        drive(target.writeAll(bytes));
        assertThat(target.text()).isEqualTo("abcdef");
    }

    // ---------------------------------------------------------------- streams and sinks of buffers

    @Test
    void chunks_areTheReceiversOwn() throws Exception {
        source.give("abc").pause().give("de");

        List<ByteBuffer> chunks = all(source.chunks());

        assertThat(chunks).extracting(chunk -> text(chunk)).containsExactly("abc", "de");
        assertThat(source.isClosed()).isFalse();
    }

    @Test
    @Behaviour("u:tests/io_reader_stream-01")
    void chunks_afterAFailure_end() throws Exception {
        IOException broken = new IOException("broken");
        Stream<ByteBuffer> chunks = source.give("abc").fail(broken).give("de").chunks();

        assertThat(text(drive(chunks.next()))).isEqualTo("abc");
        assertThatThrownBy(() -> drive(chunks.next())).isSameAs(broken);
        assertThat(drive(chunks.next())).isNull();
    }

    @Test
    void chunks_dropped_areWaitedForByNobody() throws Exception {
        Stream<ByteBuffer> chunks = source.pause().chunks();
        chunks.pollNext(CX);

        chunks.drop();

        assertThat(source.isWaitedFor()).isFalse();
    }

    @Test
    @Behaviour("u:tests/io_stream_reader-01")
    void reader_ofAStream_hasItsBytes() throws Exception {
        AsyncRead reader = AsyncIo.reader(Streams.of(buffer("abc"), buffer(""), buffer("defgh")));
        ByteBuffer two = ByteBuffer.allocate(2);

        drive(reader.readExact(two));

        assertThat(text(two.flip())).isEqualTo("ab");
        assertThat(drive(reader.readToString(99))).isEqualTo("cdefgh");
    }

    @Test
    @Behaviour("u:tests/io_stream_reader-02")
    void reader_ofAStreamThatEnded_doesNotPollItAgain() throws Exception {
        AtomicInteger polls = new AtomicInteger();
        Stream<ByteBuffer> once = cx -> {
            polls.incrementAndGet();
            return Poll.ready(null);
        };
        AsyncRead reader = AsyncIo.reader(once);

        assertThat(drive(reader.read(ByteBuffer.allocate(1)))).isEqualTo(-1);
        assertThat(drive(reader.read(ByteBuffer.allocate(1)))).isEqualTo(-1);

        assertThat(polls).hasValue(1);
    }

    @Test
    void reader_ofAStreamThatFails_fails() {
        IOException broken = new IOException("broken");
        Exception other = new Exception("other");

        assertThatThrownBy(() -> drive(AsyncIo.reader(failing(broken)).readToEnd(9)))
                .isSameAs(broken);
        assertThatThrownBy(() -> drive(AsyncIo.reader(failing(other)).readToEnd(9)))
                .isInstanceOf(IOException.class)
                .hasCause(other);
    }

    private static Stream<ByteBuffer> failing(Exception failure) {
        return cx -> {
            throw failure;
        };
    }

    @Test
    void reader_ofEmptyBuffersWithoutEnd_givesWay() throws Exception {
        AtomicInteger wakes = new AtomicInteger();
        Stream<ByteBuffer> empties = cx -> Poll.ready(ByteBuffer.allocate(0));

        int count = AsyncIo.reader(empties).pollRead(this, Driven.budgeted(wakes), ByteBuffer.allocate(1));

        assertThat(count).isEqualTo(Transfer.PENDING);
        assertThat(wakes).hasValue(1);
    }

    @Test
    @Behaviour({"u:tests/io_sink_writer-01", "u:tests/io_sink_writer-02"})
    void writer_ofASink_givesItCopies() throws Exception {
        var sink = new RoomForTwo();
        AsyncWrite writer = AsyncIo.writer(sink);
        byte[] reused = Driven.utf8("abc");

        drive(writer.writeAll(reused));
        reused[0] = 'X';
        drive(writer.writeAll("de"));
        Future<Void> third = writer.writeAll("f");
        assertThat(third.poll(CX)).isSameAs(Poll.pending());

        assertThat(text(sink.values.remove())).isEqualTo("abc");
        drive(third);
        drive(writer.flush());
        assertThat(sink.values).extracting(value -> text(value)).containsExactly("de", "f");
        drive(writer.shutdown());
        assertThat(sink.isClosed).isTrue();
        assertThatThrownBy(() -> drive(writer.writeAll("g"))).isInstanceOf(ClosedChannelException.class);
    }

    private static final class RoomForTwo implements Sink<ByteBuffer> {

        final Deque<ByteBuffer> values = new ArrayDeque<>();
        boolean isClosed;

        @Override
        public Poll<Void> pollReady(Context cx) {
            return values.size() < 2 ? DONE : Poll.pending();
        }

        @Override
        public void startSend(ByteBuffer value) {
            values.add(value);
        }

        @Override
        public Poll<Void> pollFlush(Context cx) {
            return DONE;
        }

        @Override
        public Poll<Void> pollClose(Context cx) {
            isClosed = true;
            return DONE;
        }
    }

    @Test
    @Behaviour({"t:io_read-01", "t:io_read_buf-01", "t:io_read_exact-01", "f:io_read_exact-01"})
    void reads_appendToTheTarget() throws Exception {
        source.give("abc").pause().give("de");
        ByteBuffer target = ByteBuffer.allocate(5);

        assertThat(drive(source.read(target))).isEqualTo(3);
        drive(source.readExact(target));

        assertThat(text(target.flip())).isEqualTo("abcde");
        assertThatThrownBy(() -> drive(source.readExact(ByteBuffer.allocate(1))))
                .isInstanceOf(EOFException.class);
    }
}
