package dev.pollux.io;

import static dev.pollux.io.Driven.CX;
import static dev.pollux.io.Driven.all;
import static dev.pollux.io.Driven.drive;
import static dev.pollux.io.Driven.text;
import static dev.pollux.io.Driven.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.stream.Stream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncBufReadTest {

    private final ScriptedStream source = new ScriptedStream();
    private final AsyncBufReader reader = source.buffered();

    // ---------------------------------------------------------------- fill, peek, consume

    @Test
    @Behaviour({"t:io_fill_buf-01", "BUR-08"})
    void fill_andConsume_walkThroughTheStream() throws Exception {
        source.give("abc").pause().give("de");
        StringBuilder seen = new StringBuilder();

        ByteBuffer ahead = drive(reader.fill());
        while (ahead.hasRemaining()) {
            seen.append(text(ahead));
            reader.consume(ahead.remaining());
            ahead = drive(reader.fill());
        }

        assertThat(seen).hasToString("abcde");
    }

    @Test
    void fill_withBytesReadAhead_doesNotRead() throws Exception {
        source.give("abc").fail(new IOException("must not be asked"));
        drive(reader.fill());
        reader.consume(1);

        assertThat(text(drive(reader.fill()))).isEqualTo("bc");
    }

    @Test
    void fill_showsABufferThatCannotBeWritten() throws Exception {
        source.give("abc");

        assertThat(drive(reader.fill()).isReadOnly()).isTrue();
    }

    @Test
    void peek_waitsForSoMany_andUsesNothingUp() throws Exception {
        source.give("ab").pause().give("cd").give("ef");

        assertThat(text(drive(reader.peek(3)))).isEqualTo("abcd");
        assertThat(text(drive(reader.peek(99)))).isEqualTo("abcdef");
        assertThat(drive(reader.readToString(99))).isEqualTo("abcdef");
    }

    @Test
    @SuppressWarnings("pollux:unused-future") // there is none: making it fails
    void peek_ofNothing_isRefused() {
        assertThatThrownBy(() -> reader.peek(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    @Test
    void consume_ofMoreThanWasReadAhead_isRefused() throws Exception {
        source.give("abc");
        drive(reader.fill());

        assertThatThrownBy(() -> reader.consume(4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reader.consume(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fill_dropped_isNoLongerWaitedForAndLosesNothing() throws Exception {
        source.give("ab").pause().give("c");
        Future<ByteBuffer> peek = reader.peek(3);
        assertThat(peek.poll(CX)).isSameAs(Poll.pending());

        peek.drop();

        assertThat(source.isWaitedFor()).isFalse();
        assertThat(drive(reader.readToString(9))).isEqualTo("abc");
    }

    // ---------------------------------------------------------------- plain reads

    @Test
    @Behaviour({"BUR-01", "BUR-05", "BUR-06", "f:io_buf_reader-01", "f:io_buf_reader-08", "f:io_buf_reader-09"})
    void read_ofManySizes_returnsAllInOrder() throws Exception {
        byte[] all = new byte[20_000];
        new Random(7).nextBytes(all);
        for (int from = 0; from < all.length; from += 400) {
            source.give(Arrays.copyOfRange(all, from, from + 400)).pause();
        }
        ByteBuffer target = ByteBuffer.allocate(all.length);

        for (int size = 1; target.position() < all.length; size = size * 3 % 1_000 + 1) {
            target.limit(Math.min(all.length, target.position() + size));
            if (size % 2 == 0) {
                drive(reader.peek(size)); // some of it lies ahead
            }
            drive(reader.read(target));
        }

        assertThat(target.array()).isEqualTo(all);
    }

    @Test
    @Behaviour({"BUR-04", "f:io_buf_reader-07"})
    void read_withoutRoom_isZeroAndUsesNothingUp() throws Exception {
        source.give("ab");
        drive(reader.fill());

        assertThat(drive(reader.read(ByteBuffer.allocate(0)))).isZero();
        assertThat(drive(reader.readToString(9))).isEqualTo("ab");
    }

    // ---------------------------------------------------------------- readUntil, split

    @Test
    @Behaviour({"t:io_read_until-01", "f:io_read_until-01"})
    void readUntil_keepsTheDelimiterAndEndsEmpty() throws Exception {
        source.give("one,two,").give("three");

        assertThat(text(drive(reader.readUntil((byte) ',', 9)))).isEqualTo("one,");
        assertThat(text(drive(reader.readUntil((byte) ',', 9)))).isEqualTo("two,");
        assertThat(text(drive(reader.readUntil((byte) ',', 9)))).isEqualTo("three");
        assertThat(drive(reader.readUntil((byte) ',', 9))).isEmpty();
    }

    @Test
    @Behaviour({"t:io_read_until-02", "f:io_read_until-02"})
    void readUntil_droppedInTheMiddle_losesNothing() throws Exception {
        source.give("ab").pause().give("c").pause().give("d,e");
        Future<byte[]> first = reader.readUntil((byte) ',', 9);
        assertThat(first.poll(CX)).isSameAs(Poll.pending());
        first.drop();

        assertThat(source.isWaitedFor()).isFalse();
        assertThat(text(drive(reader.readUntil((byte) ',', 9)))).isEqualTo("abcd,");
    }

    @Test
    @Behaviour("t:io_read_until-03")
    void readUntil_afterAFailure_findsWhatWasReadBefore() throws Exception {
        IOException broken = new IOException("broken");
        source.give("ab").fail(broken).give("c,");

        assertThatThrownBy(() -> drive(reader.readUntil((byte) ',', 9))).isSameAs(broken);
        assertThat(text(drive(reader.readUntil((byte) ',', 9)))).isEqualTo("abc,");
    }

    @Test
    void readUntil_ofTheLimit_accepts_andOfMoreFailsAndLeavesTheBytes() throws Exception {
        source.give("123,1234,");

        assertThat(text(drive(reader.readUntil((byte) ',', 3)))).isEqualTo("123,");
        assertThatThrownBy(() -> drive(reader.readUntil((byte) ',', 3)))
                .isInstanceOfSatisfying(
                        LimitExceededException.class, e -> assertThat(e.limit()).isEqualTo(3));
        assertThat(text(drive(reader.readUntil((byte) ',', 4)))).isEqualTo("1234,");
    }

    @Test
    void readUntil_withoutADelimiterInEndlessBytes_failsAtTheLimit() {
        AsyncBufReader endless = AsyncIo.repeat((byte) 1).buffered();

        assertThatThrownBy(() -> drive(endless.readUntil((byte) 2, 100_000)))
                .isInstanceOf(LimitExceededException.class);
    }

    @Test
    void readUntil_ofEndlessBytes_givesWay() throws Exception {
        AtomicInteger wakes = new AtomicInteger();
        for (int i = 0; i < 300; i++) {
            source.give("x");
        }
        Future<byte[]> read = reader.readUntil((byte) ';', 300);

        assertThat(read.poll(Driven.budgeted(wakes))).isSameAs(Poll.pending());
        assertThat(wakes).hasPositiveValue();
        read.drop();
    }

    @Test
    void split_yieldsTheSegmentsWithoutDelimiters() throws Exception {
        source.give("one;").pause().give(";two").give(";three");

        assertThat(all(reader.split((byte) ';', 9).map(Driven::text))).containsExactly("one", "", "two", "three");
    }

    @Test
    void split_ofASegmentTooLong_failsOnceAndEnds() throws Exception {
        source.give("1;12345;1");
        Stream<byte[]> segments = reader.split((byte) ';', 4);

        assertThat(drive(segments.next())).hasSize(1);
        assertThatThrownBy(() -> drive(segments.next())).isInstanceOf(LimitExceededException.class);
        assertThat(drive(segments.next())).isNull();
    }

    @Test
    void split_dropped_leavesHalfASegment() throws Exception {
        source.give("ab").pause().give("c");
        Stream<byte[]> segments = reader.split((byte) ';', 4);
        assertThat(segments.pollNext(CX)).isSameAs(Poll.pending());

        segments.drop();

        assertThat(source.isWaitedFor()).isFalse();
        assertThat(drive(reader.readToString(9))).isEqualTo("abc");
    }

    @Test
    void split_withANegativeLimit_isRefused() {
        assertThatThrownBy(() -> reader.split((byte) 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    // ---------------------------------------------------------------- lines

    @Test
    @Behaviour({"t:io_lines-01", "f:io_lines-01", "f:io_lines-02", "t:io_read_line-01", "t:io_read_line-02"})
    void lines_yieldsAllUpToTheEnd() throws Exception {
        source.give("one\r").pause().give("\ntwo\n\nth").pause().give("ree");

        assertThat(all(reader.lines())).containsExactly("one", "two", "", "three");
    }

    @Test
    void lines_ofALineTooLong_failsAndGoesOn() throws Exception {
        Stream<String> lines = new AsyncBufReader(source.give("1234\n12345").give("678\n12\n"), 4).lines();

        assertThat(drive(lines.next())).isEqualTo("1234");
        assertThatThrownBy(() -> drive(lines.next())).isInstanceOf(LineTooLongException.class);
        assertThat(all(lines)).containsExactly("12");
    }

    @Test
    @Behaviour({"f:io_lines-03", "t:io_read_line-04", "f:io_read_line-03"})
    void lines_afterAFailure_endAndLeaveTheBytesInTheReader() throws Exception {
        IOException broken = new IOException("broken");
        source.give("one\ntw").fail(broken).give("o\n");
        Stream<String> lines = reader.lines();

        assertThat(drive(lines.next())).isEqualTo("one");
        assertThatThrownBy(() -> drive(lines.next())).isSameAs(broken);
        assertThat(drive(lines.next())).isNull();
        assertThat(drive(reader.readLine())).isEqualTo("two");
    }

    @Test
    @Behaviour("f:io_read_line-02")
    void lines_dropped_keepHalfALine() throws Exception {
        source.give("tw").pause().give("o\n");
        Stream<String> lines = reader.lines();
        assertThat(lines.pollNext(CX)).isSameAs(Poll.pending());

        lines.drop();

        assertThat(source.isWaitedFor()).isFalse();
        assertThat(drive(reader.readLine())).isEqualTo("two");
    }

    @Test
    void readLine_ofALineThatIsSkippedWithoutEnd_givesWay() throws Exception {
        AtomicInteger wakes = new AtomicInteger();
        Context cx = Driven.budgeted(wakes);
        AsyncBufReader endless = new AsyncBufReader(AsyncIo.repeat((byte) 'x'), 8);
        assertThatThrownBy(() -> endless.readLine().poll(cx)).isInstanceOf(LineTooLongException.class);

        Future<String> rest = endless.readLine();

        assertThat(rest.poll(cx)).isSameAs(Poll.pending());
        assertThat(wakes).hasPositiveValue();
        rest.drop();
    }

    // ---------------------------------------------------------------- text and numbers

    @Test
    @Behaviour({"t:io_read_to_string-01", "f:io_read_to_string-01", "f:io_read_to_string-02"})
    void readToString_inPieces_joinsCharactersThatWereCut() throws Exception {
        for (byte one : utf8("漢€é")) {
            source.give(new byte[] {one}).pause();
        }

        assertThat(drive(source.readToString(99))).isEqualTo("漢€é");
    }

    @Test
    void readToString_ofMalformedText_fails() {
        source.give(new byte[] {'a', (byte) 0xff});

        assertThatThrownBy(() -> drive(source.readToString(99))).isInstanceOf(CharacterCodingException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void numbers_inBothOrders_areReadBack(int piece) throws Exception {
        byte[] bytes = new byte[54];
        ByteBuffer all = ByteBuffer.wrap(bytes);
        all.put((byte) -7);
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            all.order(order).putShort((short) -2).putInt(0x01020304).putLong(Long.MIN_VALUE + 5);
            all.putFloat(1.5f).putDouble(-2.25);
        }
        for (int from = 0; from < all.position(); from += piece) {
            source.give(Arrays.copyOfRange(bytes, from, Math.min(all.position(), from + piece)))
                    .pause();
        }
        List<Object> read = new ArrayList<>();

        read.add(drive(reader.readByte()));
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            read.add(drive(reader.readShort(order)));
            read.add(drive(reader.readInt(order)));
            read.add(drive(reader.readLong(order)));
            read.add(drive(reader.readFloat(order)));
            read.add(drive(reader.readDouble(order)));
        }

        assertThat(read.get(0)).isEqualTo((byte) -7);
        List<Object> numbers = List.of((short) -2, 0x01020304, Long.MIN_VALUE + 5, 1.5f, -2.25);
        assertThat(read.subList(1, 6)).isEqualTo(numbers);
        assertThat(read.subList(6, 11)).isEqualTo(numbers);
        assertThatThrownBy(() -> drive(reader.readByte())).isInstanceOf(EOFException.class);
    }

    @Test
    void readInt_droppedInTheMiddle_losesNothing() throws Exception {
        source.give(new byte[] {0, 0}).pause().give(new byte[] {1, 2});
        Future<Integer> first = reader.readInt(ByteOrder.BIG_ENDIAN);
        assertThat(first.poll(CX)).isSameAs(Poll.pending());
        first.drop();

        assertThat(drive(reader.readInt(ByteOrder.BIG_ENDIAN))).isEqualTo(0x0102);
    }

    @Test
    void readInt_ofAStreamThatEndsBefore_failsAndUsesNothingUp() throws Exception {
        source.give("abc");

        assertThatThrownBy(() -> drive(reader.readInt(ByteOrder.BIG_ENDIAN)))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("1 bytes too early");
        assertThat(drive(reader.readToString(9))).isEqualTo("abc");
    }
}
