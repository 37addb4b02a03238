package dev.pollux.io;

import static dev.pollux.io.Driven.CX;
import static dev.pollux.io.Driven.drive;
import static dev.pollux.io.Driven.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.io.AsyncSeek.Whence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferedSeekTest {

    private final ScriptedFile file = new ScriptedFile("56701234", 2);
    private final AsyncBufReader reader = new AsyncBufReader(file);

    // ---------------------------------------------------------------- readers

    @Test
    @Behaviour({"BUR-02", "f:io_buf_reader-02"})
    void seek_forgetsWhatWasReadAhead() throws Exception {
        assertThat(drive(reader.seek(3))).isEqualTo(3);
        assertThat(ahead()).isEqualTo("01");
        assertThat(drive(reader.seek(1, Whence.CURRENT))).isEqualTo(4);
        assertThat(ahead()).isEqualTo("12");
        reader.consume(1);
        assertThat(drive(reader.seek(-2, Whence.CURRENT))).isEqualTo(3);
        assertThat(ahead()).isEqualTo("01");
        assertThat(drive(reader.seek(-1, Whence.END))).isEqualTo(7);
        assertThat(drive(reader.readToString(9))).isEqualTo("4");
    }

    @Test
    void seek_thatFails_leavesWhatWasReadAheadAndThePosition() throws Exception {
        drive(reader.seek(3));
        drive(reader.fill());

        assertThatThrownBy(() -> drive(reader.seek(-4, Whence.CURRENT))).isInstanceOf(IOException.class);

        assertThat(ahead()).isEqualTo("01");
        assertThat(drive(reader.position())).isEqualTo(3);
        assertThat(drive(reader.readToString(9))).isEqualTo("01234");
    }

    @Test
    @Behaviour({"BUR-03", "f:io_buf_reader-06"})
    void seek_furtherThanNumbersGo_failsLikeAnyBeforeTheStart() throws Exception {
        drive(reader.fill());

        assertThatThrownBy(() -> drive(reader.seek(Long.MIN_VALUE, Whence.CURRENT)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("before the start");

        assertThat(ahead()).isEqualTo("56");
        assertThat(drive(reader.seek(0, Whence.CURRENT))).isZero();
        assertThat(file.log).endsWith("seek 0");
        assertThat(drive(reader.readToString(9))).isEqualTo("56701234");
    }

    @Test
    void seek_afterTheEnd_readsOn() throws Exception {
        assertThat(drive(reader.readToString(9))).isEqualTo("56701234");
        assertThat(drive(reader.readLine())).isNull();

        drive(reader.rewind());

        assertThat(drive(reader.readLine())).isEqualTo("56701234");
    }

    @Test
    void seek_amongLines_findsThemFromThere() throws Exception {
        var lines = new AsyncBufReader(new ScriptedFile("long line\nab\ncd\n", 100), 4);
        assertThatThrownBy(() -> drive(lines.readLine())).isInstanceOf(LineTooLongException.class);
        assertThat(drive(lines.readLine())).isEqualTo("ab");

        drive(lines.seek(12));
        assertThat(drive(lines.readLine())).isEmpty();
        drive(lines.fill());
        drive(lines.seekRelative(1));
        assertThat(drive(lines.readLine())).isEqualTo("d");
    }

    @Test
    void seek_inTheMiddleOfALineTooLong_skipsNoMore() throws Exception {
        var lines = new AsyncBufReader(new ScriptedFile("0123456789\nab\n", 6), 4);
        assertThatThrownBy(() -> drive(lines.readLine())).isInstanceOf(LineTooLongException.class);

        drive(lines.seek(7));

        assertThat(drive(lines.readLine())).isEqualTo("789");
    }

    @Test
    @Behaviour("f:io_buf_reader-03")
    void seekRelative_withinWhatIsAhead_asksNobody() throws Exception {
        drive(reader.seekRelative(3));
        assertThat(ahead()).isEqualTo("01");
        int asked = file.log.size();

        drive(reader.seekRelative(0));
        assertThat(ahead()).isEqualTo("01");
        drive(reader.seekRelative(1));
        assertThat(ahead()).isEqualTo("1");
        drive(reader.seekRelative(-1));
        assertThat(ahead()).isEqualTo("01");
        assertThat(file.log).hasSize(asked);

        drive(reader.seekRelative(2));
        assertThat(ahead()).isEqualTo("23");
        drive(reader.seekRelative(-4));
        assertThat(ahead()).isEqualTo("67");
    }

    @Test
    @Behaviour({"f:io_buf_reader-04", "f:io_buf_reader-05"})
    void seekRelative_afterAReadOrASeek_countsFromThere() throws Exception {
        drive(reader.peek(3));
        reader.consume(3);
        assertThat(readExactly(5)).isEqualTo("01234");
        drive(reader.seekRelative(-2));
        assertThat(readExactly(2)).isEqualTo("34");

        drive(reader.seek(0));
        drive(reader.peek(3));
        reader.consume(3);
        drive(reader.seek(5, Whence.CURRENT));
        drive(reader.seekRelative(-2));
        assertThat(readExactly(2)).isEqualTo("34");
    }

    @Test
    void position_keepsWhatIsAhead() throws Exception {
        drive(reader.fill());
        reader.consume(1);

        assertThat(drive(reader.position())).isEqualTo(1);
        assertThat(file.log).containsExactly("read 2", "seek 2");
        assertThat(ahead()).isEqualTo("6");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 50})
    @Behaviour({"BUR-07", "f:io_buf_reader-10"})
    void seek_inAStreamThatIsOftenPending_readsWhatIsThere(int most) throws Exception {
        String all = "The quick brown fox jumps over the lazy dog, again and again.";
        var often = new AsyncBufReader(new ScriptedFile(all, most).pendingEveryOtherTime());
        Random random = new Random(most);
        int at = 0;
        for (int i = 0; i < 500; i++) {
            int next = random.nextInt(all.length());
            switch (random.nextInt(4)) {
                case 0 -> assertThat(drive(often.seek(next))).isEqualTo(next);
                case 1 ->
                    assertThat(drive(often.seek(next - at, Whence.CURRENT))).isEqualTo(next);
                case 2 ->
                    assertThat(drive(often.seek(next - all.length(), Whence.END)))
                            .isEqualTo(next);
                default -> drive(often.seekRelative(next - at));
            }
            int count = random.nextInt(Math.min(5, all.length() - next)) + 1;
            assertThat(text(drive(often.peek(count)))).startsWith(all.substring(next, next + count));
            often.consume(count);
            at = next + count;
            assertThat(drive(often.position())).isEqualTo(at);
        }
    }

    @Test
    void seek_droppedWhilePending_isNoLongerWaitedForAndLeavesNothingOld() throws Exception {
        var slow = new ScriptedFile("abcdef", 2).pendingEveryOtherTime();
        var slowReader = new AsyncBufReader(slow);
        drive(slowReader.fill());
        Future<Long> seek = slowReader.seek(4);
        assertThat(seek.poll(CX)).isSameAs(Poll.pending());

        seek.drop();

        assertThat(slow.isWaitedFor()).isFalse();
        assertThat(drive(slowReader.position())).isEqualTo(2);
        assertThat(drive(slowReader.readToString(9))).isEqualTo("cdef");
    }

    // ---------------------------------------------------------------- writers

    @Test
    @Behaviour({"BUW-03", "f:io_buf_writer-03"})
    void seek_ofAWriter_passesOnWhatIsKeptFirst() throws Exception {
        var target = new ScriptedFile("", 100);
        var writer = new AsyncBufWriter(target, 8);
        drive(writer.writeAll("012"));
        drive(writer.writeAll("34"));

        assertThat(drive(writer.seek(2))).isEqualTo(2);
        assertThat(target.log).containsExactly("write 5", "seek 2");
        drive(writer.writeAll("xy"));
        assertThat(drive(writer.seek(-1, Whence.CURRENT))).isEqualTo(3);
        assertThat(drive(writer.position())).isEqualTo(3);
        assertThat(drive(writer.seek(1, Whence.END))).isEqualTo(6);
        drive(writer.writeAll("z"));
        drive(writer.flush());

        assertThat(target.text()).isEqualTo("01xy4\0z");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 50})
    @Behaviour({"BUW-06", "f:io_buf_writer-06"})
    void seek_ofAWriterToAStreamThatIsOftenPending_writesAtEachPlace(int most) throws Exception {
        var target = new ScriptedFile(".".repeat(60), most).pendingEveryOtherTime();
        var writer = new AsyncBufWriter(target, 8);
        StringBuilder expected = new StringBuilder(target.text());
        Random random = new Random(most);
        for (int i = 0; i < 300; i++) {
            int at = random.nextInt(50);
            String piece = "abcdefghij".substring(0, random.nextInt(11));
            assertThat(drive(writer.seek(at))).isEqualTo(at);
            drive(writer.writeAll(piece));
            expected.replace(at, at + piece.length(), piece);
        }

        drive(writer.shutdown());

        assertThat(target.text()).isEqualTo(expected.toString());
    }

    @Test
    void seek_ofAWriterDroppedWhilePending_losesNothing() throws Exception {
        var target = new ScriptedFile("", 100).pendingEveryOtherTime();
        var writer = new AsyncBufWriter(target, 8);
        drive(writer.writeAll("abc"));
        Future<Long> seek = writer.seek(0);
        assertThat(seek.poll(CX)).isSameAs(Poll.pending());

        seek.drop();

        assertThat(target.isWaitedFor()).isFalse();
        drive(writer.flush());
        assertThat(target.text()).isEqualTo("abc");
    }

    // ---------------------------------------------------------------- both, and neither

    @Test
    void seek_ofAStream_passesOnAndForgets() throws Exception {
        var both = new ScriptedFile("0123456789", 4);
        var stream = new AsyncBufStream(both);
        drive(stream.fill());
        assertThat(drive(stream.seek(1))).isEqualTo(1);
        drive(stream.writeAll("ab"));

        assertThat(drive(stream.seek(0))).isZero();

        assertThat(both.text()).isEqualTo("0ab3456789");
        assertThat(drive(stream.readToString(99))).isEqualTo("0ab3456789");
    }

    @Test
    void seek_ofAStreamDroppedWhilePending_isNoLongerWaitedFor() throws Exception {
        var slow = new ScriptedFile("abcdef", 2).pendingEveryOtherTime();
        Future<Long> seek = new AsyncBufStream(slow).seek(4);
        assertThat(seek.poll(CX)).isSameAs(Poll.pending());

        seek.drop();

        assertThat(slow.isWaitedFor()).isFalse();
    }

    @Test
    void seek_inWhatHasNoPosition_failsAndSaysSo() throws Exception {
        var lines = new AsyncBufReader(new ScriptedStream().give("abc"));
        drive(lines.fill());

        assertThatThrownBy(() -> drive(lines.seek(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no position");
        assertThatThrownBy(() -> drive(lines.position())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> drive(new AsyncBufWriter(new ScriptedWriter()).rewind()))
                .isInstanceOf(IOException.class);
        drive(lines.seekRelative(1));
        assertThat(drive(lines.readToString(9))).isEqualTo("bc");
    }

    @Test
    @Behaviour("t:io_util_empty-03")
    void seek_inEmpty_isAlwaysAtTheStart() throws Exception {
        Empty empty = AsyncIo.empty();

        assertThat(drive(empty.seek(0))).isZero();
        assertThat(drive(empty.seek(Long.MAX_VALUE))).isZero();
        assertThat(drive(empty.seek(Long.MIN_VALUE, Whence.END))).isZero();
        assertThat(drive(empty.seek(-1, Whence.CURRENT))).isZero();
        assertThat(drive(empty.position())).isZero();
    }

    private String ahead() throws Exception {
        return text(drive(reader.fill()));
    }

    private String readExactly(int count) throws Exception {
        ByteBuffer target = ByteBuffer.allocate(count);
        drive(reader.readExact(target));
        return text(target.flip());
    }
}
