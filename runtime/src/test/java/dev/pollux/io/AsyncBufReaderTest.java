package dev.pollux.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncBufReaderTest {

    private static final Context CX = Context.of(Waker.noop());
    private static final String[] ALPHABET = {"a", "Z", " ", "\r", "é", "ß", "€", "漢", "😀", "\u0000"};

    private final ScriptedStream source = new ScriptedStream();

    @Test
    void readLine_withBothKindsOfEnding_stripsThem() throws Exception {
        source.give(utf8("one\ntwo\r\n\n\r\nthr\ree\n"));

        assertThat(allLines(new AsyncBufReader(source))).containsExactly("one", "two", "", "", "thr\ree");
    }

    @Test
    void readLine_ofTextWithoutALineFeedAtTheEnd_returnsIt() throws Exception {
        source.give(utf8("one\ntwo"));

        assertThat(allLines(new AsyncBufReader(source))).containsExactly("one", "two");
    }

    @Test
    void readLine_atTheEnd_isNullAgainAndAgain() throws Exception {
        var reader = new AsyncBufReader(source);

        assertThat(drive(reader.readLine())).isNull();
        assertThat(drive(reader.readLine())).isNull();
    }

    @Test
    void readLine_ofMalformedText_replacesIt() throws Exception {
        source.give(new byte[] {'a', (byte) 0xff, 'b', '\n'});

        assertThat(drive(new AsyncBufReader(source).readLine())).isEqualTo("a\uFFFDb");
    }

    @Test
    void readLine_splitBetweenReturnAndFeed_stripsBoth() throws Exception {
        source.give(utf8("one\r")).pause().give(utf8("\ntwo\n"));

        assertThat(allLines(new AsyncBufReader(source))).containsExactly("one", "two");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    @Behaviour({"f:io_read_line-01", "f:io_read_line-05"})
    void readLine_inAnyChunkingWithDropsInBetween_losesNothing(long seed) throws Exception {
        Random random = new Random(seed);
        List<String> lines = randomLines(random);
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append(random.nextBoolean() ? "\n" : "\r\n"));
        giveInPieces(utf8(text.toString()), random);
        var reader = new AsyncBufReader(source);

        List<String> read = new ArrayList<>();
        Future<String> next = reader.readLine();
        Object raw = next.pollRaw(CX);
        while (raw != null) {
            if (raw != Poll.PENDING) {
                read.add((String) raw);
                next = reader.readLine();
            } else if (random.nextBoolean()) {
                next.drop();
                next = reader.readLine();
            }
            raw = next.pollRaw(CX);
        }

        assertThat(read).isEqualTo(lines);
    }

    @Test
    void readLine_dropped_isNoLongerWaitedFor() throws Exception {
        source.pause();
        Future<String> line = new AsyncBufReader(source).readLine();
        line.pollRaw(CX);
        assertThat(source.isWaitedFor()).isTrue();

        line.drop();

        assertThat(source.isWaitedFor()).isFalse();
    }

    @Test
    void readLine_ofTheLongestLine_accepts() throws Exception {
        source.give(utf8("12345678\n")).give(utf8("12345678\r")).pause().give(utf8("\n12345678"));

        assertThat(allLines(new AsyncBufReader(source, 8))).containsExactly("12345678", "12345678", "12345678");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"123456789\nnext\n", "123456789\r\nnext\n", "123|456789\nnext\n", "123456789|0|1|23\n|next\n"})
    void readLine_ofALineTooLong_failsAndReadsTheNext(String pieces) throws Exception {
        for (String piece : pieces.split("\\|", -1)) {
            source.give(utf8(piece)).pause();
        }
        var reader = new AsyncBufReader(source, 8);

        assertThatThrownBy(() -> drive(reader.readLine()))
                .isInstanceOfSatisfying(
                        LineTooLongException.class, e -> assertThat(e.limit()).isEqualTo(8));
        assertThat(allLines(reader)).containsExactly("next");
    }

    @Test
    void readLine_ofALineTooLongAtTheEnd_fails() throws Exception {
        source.give(utf8("12345678\r"));
        var reader = new AsyncBufReader(source, 8);

        assertThatThrownBy(() -> drive(reader.readLine())).isInstanceOf(LineTooLongException.class);
        assertThat(drive(reader.readLine())).isNull();
    }

    @Test
    void readLine_ofALineLongerThanAnyBuffer_returnsIt() throws Exception {
        String line = "漢".repeat(20_000);
        byte[] bytes = utf8(line + "\nnext\n");
        for (int from = 0; from < bytes.length; from += 1_000) {
            source.give(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 1_000)))
                    .pause();
        }

        assertThat(allLines(new AsyncBufReader(source))).containsExactly(line, "next");
    }

    @Test
    void readLine_ofTwoIdleReaders_lendsThemTheSameBuffer() throws Exception {
        source.pause().pause();

        new AsyncBufReader(source).readLine().pollRaw(CX);
        new AsyncBufReader(source).readLine().pollRaw(CX);

        assertThat(source.targetsWhilePending).hasSize(2);
        assertThat(source.targetsWhilePending.get(0)).isSameAs(source.targetsWhilePending.get(1));
    }

    @Test
    void readLine_throughTwoReaders_keepsTheirBuffersApart() throws Exception {
        source.give(utf8("one\ntw")).pause().give(utf8("o\n"));

        assertThat(allLines(new AsyncBufReader(new AsyncBufReader(source)))).containsExactly("one", "two");
    }

    @Test
    void read_afterReadLine_returnsWhatWasReadAhead() throws Exception {
        source.give(utf8("head\nbody")).give(utf8("more"));
        var reader = new AsyncBufReader(source);
        ByteBuffer target = ByteBuffer.allocate(16);

        String head = drive(reader.readLine());
        int first = drive(reader.read(target.limit(3)));
        int second = drive(reader.read(target.limit(16)));
        int third = drive(reader.read(target));

        assertThat(head).isEqualTo("head");
        assertThat(new int[] {first, second, third}).containsExactly(3, 1, 4);
        assertThat(new String(target.array(), 0, target.position(), UTF_8)).isEqualTo("bodymore");
        assertThat(drive(reader.read(target))).isEqualTo(-1);
    }

    @Test
    void close_closesTheStreamUnderneath() throws Exception {
        var reader = new AsyncBufReader(source.give(utf8("one\ntwo\n")));
        drive(reader.readLine());

        reader.close();

        assertThat(drive(reader.readLine())).isEqualTo("two");
        assertThatThrownBy(() -> drive(reader.readLine())).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void readLine_polledAfterItFinished_isMisuse() throws Exception {
        Future<String> line = new AsyncBufReader(source).readLine();
        drive(line);

        assertThatThrownBy(() -> line.poll(CX)).isInstanceOf(IllegalStateException.class);
    }

    // ---------------------------------------------------------------- kit

    private void giveInPieces(byte[] bytes, Random random) {
        int most = 1 + random.nextInt(200);
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(most));
            source.give(Arrays.copyOfRange(bytes, from, to));
            from = to;
            if (random.nextInt(3) == 0) {
                source.pause();
            }
        }
    }

    /** Lines that do not end in a carriage return, which would count as part of the ending. */
    private static List<String> randomLines(Random random) {
        List<String> lines = new ArrayList<>();
        for (int i = random.nextInt(60); i >= 0; i--) {
            StringBuilder line = new StringBuilder();
            int length = random.nextInt(10) == 0 ? random.nextInt(6_000) : random.nextInt(20);
            for (int j = 0; j < length; j++) {
                line.append(ALPHABET[random.nextInt(ALPHABET.length)]);
            }
            lines.add(line.append('.').toString());
        }
        return lines;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static List<String> allLines(AsyncBufReader reader) throws Exception {
        List<String> lines = new ArrayList<>();
        String line = drive(reader.readLine());
        while (line != null) {
            lines.add(line);
            line = drive(reader.readLine());
        }
        return lines;
    }

    private static <T> T drive(Future<T> future) throws Exception {
        Poll<T> poll = future.poll(CX);
        while (!poll.isReady()) {
            poll = future.poll(CX);
        }
        return poll.get();
    }
}
