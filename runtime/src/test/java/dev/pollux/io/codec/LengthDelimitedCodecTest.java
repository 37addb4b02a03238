package dev.pollux.io.codec;

import static dev.pollux.io.Driven.CX;
import static dev.pollux.io.Driven.all;
import static dev.pollux.io.Driven.drive;
import static dev.pollux.io.Driven.text;
import static dev.pollux.io.Driven.utf8;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Poll;
import dev.pollux.io.LimitExceededException;
import dev.pollux.io.ScriptedStream;
import dev.pollux.io.ScriptedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LengthDelimitedCodecTest {

    private final ScriptedStream source = new ScriptedStream();
    private final ScriptedWriter target = new ScriptedWriter();

    // ---------------------------------------------------------------- reading

    @Test
    @Behaviour("LDC-01")
    void read_ofNothing_yieldsNothing() throws Exception {
        assertThat(read(UnaryOperator.identity())).isEmpty();
    }

    @Test
    @Behaviour({"LDC-02", "LDC-03", "LDC-04"})
    void read_ofOneFrame_inBothOrders() throws Exception {
        source.give("\0\0\0\11abcdefghi");
        assertThat(read(UnaryOperator.identity())).containsExactly("abcdefghi");

        source.give("\11\0\0\0abcdefghi");
        assertThat(read(b -> b.byteOrder(LITTLE_ENDIAN))).containsExactly("abcdefghi");
    }

    @Test
    @Behaviour("LDC-05")
    void read_ofSeveralFramesInOnePiece_yieldsAll() throws Exception {
        source.give("\0\0\0\11abcdefghi\0\0\0\003123\0\0\0\0\0\0\0\013hello world");

        assertThat(read(UnaryOperator.identity())).containsExactly("abcdefghi", "123", "", "hello world");
    }

    @Test
    @Behaviour({"LDC-06", "LDC-07", "LDC-08", "LDC-09"})
    void read_ofFramesOverSeveralPieces_yieldsAll() throws Exception {
        source.give("\0\0").pause().give("\0\11abc").pause().give("defghi\0").give("\0\0\003123\0\0\0\013");
        source.pause().give("hello").pause().give(" world");

        assertThat(read(UnaryOperator.identity())).containsExactly("abcdefghi", "123", "hello world");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void read_inAnyPiecesWithDropsInBetween_losesNothing(long seed) throws Exception {
        Random random = new Random(seed);
        var frames = new FramedRead<>(source, new LengthDelimitedCodec());
        var sink = new FramedWrite<>(target, new LengthDelimitedCodec());
        byte[][] expected = new byte[40][];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = new byte[random.nextInt(10) == 0 ? random.nextInt(30_000) : random.nextInt(30)];
            random.nextBytes(expected[i]);
            drive(sink.feed(expected[i]));
        }
        drive(sink.flush());
        byte[] bytes = target.bytes();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextBoolean() ? 5 : 9_000));
            source.give(Arrays.copyOfRange(bytes, from, to)).pause();
            from = to;
        }

        for (byte[] frame : expected) {
            var next = frames.next();
            var raw = next.pollRaw(CX);
            while (raw == Poll.PENDING) {
                next.drop();
                next = frames.next();
                raw = next.pollRaw(CX);
            }
            assertThat((byte[]) raw).isEqualTo(frame);
        }
        assertThat(drive(frames.next())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0\0", "\0|\0", "\0\0\0\11abc", "\0\0\0\11|abc|d"})
    @Behaviour({"LDC-10", "LDC-11", "LDC-12"})
    void read_ofAStreamThatEndsInAFrame_failsAndEnds(String pieces) throws Exception {
        for (String piece : pieces.split("\\|", -1)) {
            source.give(piece).pause();
        }
        var frames = new FramedRead<>(source, new LengthDelimitedCodec());

        assertThatThrownBy(() -> drive(frames.next()))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("in the middle of a frame");
        assertThat(drive(frames.next())).isNull();
    }

    @Test
    @Behaviour({"LDC-13", "u:tests/framed_stream-01"})
    void read_ofAFrameOverTheLimit_failsAndEnds() throws Exception {
        source.give("\0\0\0\11abcdefghi\0\0\0\1x");
        var frames = new FramedRead<>(source, codec(b -> b.maxLength(5)));

        assertThatThrownBy(() -> drive(frames.next()))
                .isInstanceOf(LimitExceededException.class)
                .isInstanceOfSatisfying(
                        FrameTooLargeException.class, e -> assertThat(e.limit()).isEqualTo(5))
                .hasMessageContaining("9 bytes");
        assertThat(drive(frames.next())).isNull();
        assertThat(drive(frames.next())).isNull();
    }

    @Test
    void read_ofALengthThatNoFrameCanHave_keepsNothingOfIt() {
        source.give(new byte[] {-1, -1, -1, -1}).fail(new IOException("must not be asked for more"));

        assertThatThrownBy(() -> drive(new FramedRead<>(source, new LengthDelimitedCodec()).next()))
                .isInstanceOf(FrameTooLargeException.class)
                .hasMessageContaining("4294967295");
    }

    @Test
    void read_ofALengthOfEightBytesWithTheHighestBit_isTooLarge() {
        source.give(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1});

        assertThatThrownBy(() -> drive(new FramedRead<>(source, codec(b -> b.lengthFieldLength(8))).next()))
                .isInstanceOf(FrameTooLargeException.class)
                .hasMessageContaining("18446744073709551615");
    }

    @Test
    void read_ofALengthLessThanItsHead_isMalformed() {
        source.give("\0\0\0\2ab");

        assertThatThrownBy(() -> drive(new FramedRead<>(source, codec(b -> b.lengthAdjustment(-4))).next()))
                .isInstanceOf(MalformedFrameException.class);
    }

    @Test
    @Behaviour({"LDC-14", "LDC-15"})
    void setMaxLength_concernsTheNextFrame() throws Exception {
        source.give("\0\0\0\11abcd").pause().give("efghi\0\0\0\6abcdef");
        var codec = new LengthDelimitedCodec();
        var frames = new FramedRead<>(source, codec);
        assertThat(frames.pollNext(CX)).isSameAs(Poll.pending());

        codec.setMaxLength(5);

        assertThat(text(drive(frames.next()))).isEqualTo("abcdefghi");
        assertThatThrownBy(() -> drive(frames.next())).isInstanceOf(FrameTooLargeException.class);
    }

    @Test
    @Behaviour({"LDC-16", "LDC-17"})
    void read_withAShortFieldBehindAHead_leavesBothOut() throws Exception {
        source.give("zzzz\11abcdefghi");

        assertThat(read(b -> b.lengthFieldOffset(4).lengthFieldLength(1))).containsExactly("abcdefghi");
    }

    @Test
    @Behaviour("LDC-18")
    void read_withoutSkipping_yieldsHeadsToo() throws Exception {
        source.give("xx\0\11abcdefghiyy\0\003123");

        assertThat(read(b -> b.lengthFieldOffset(2).lengthFieldLength(2).skippedBytes(0)))
                .containsExactly("xx\0\11abcdefghi", "yy\0\003123");
    }

    @Test
    @Behaviour({"LDC-19", "LDC-20"})
    void read_withAnAdjustment_countsIt() throws Exception {
        source.give("\0\0\13cabcdefghi");
        assertThat(read(b -> b.lengthFieldOffset(0)
                        .lengthFieldLength(3)
                        .lengthAdjustment(-1)
                        .skippedBytes(4)))
                .containsExactly("abcdefghi");

        source.give("\0\013abcdefghi\0\005123\0\2\0\015hello world");
        assertThat(read(b -> b.lengthFieldLength(2).lengthAdjustment(-2)))
                .containsExactly("abcdefghi", "123", "", "hello world");
    }

    // ---------------------------------------------------------------- writing

    @Test
    @Behaviour("LDC-22")
    void write_ofNothing_writesNothing() throws Exception {
        drive(sink(UnaryOperator.identity()).flush());

        assertThat(target.bytes()).isEmpty();
    }

    @Test
    @Behaviour({"LDC-23", "LDC-24", "LDC-25"})
    void write_ofFrames_collectsThemUntilTheFlush() throws Exception {
        var sink = sink(UnaryOperator.identity());

        drive(sink.feed(utf8("abcdefghi")));
        drive(sink.feed(utf8("123")));
        drive(sink.feed(utf8("")));
        assertThat(target.log).isEmpty();
        drive(sink.flush());

        assertThat(target.text()).isEqualTo("\0\0\0\11abcdefghi\0\0\0\003123\0\0\0\0");
        assertThat(target.log).containsExactly("write 24", "flush");
        assertThat(sink.buffered()).isZero();
    }

    @Test
    @Behaviour({"LDC-26", "LDC-27"})
    void write_intoAPendingAndShortStream_keepsTheOrder() throws Exception {
        target.atMost(2).pendingEveryOtherTime();
        var sink = sink(UnaryOperator.identity());

        drive(sink.send(utf8("abcdefghi")));
        drive(sink.send(utf8("123")));
        drive(sink.close());

        assertThat(target.text()).isEqualTo("\0\0\0\11abcdefghi\0\0\0\003123");
        assertThat(target.log).endsWith("shutdown");
    }

    @Test
    @Behaviour({"LDC-21", "LDC-28", "LDC-29"})
    void write_withFieldsOfAllKinds() throws Exception {
        drive(sink(b -> b.byteOrder(LITTLE_ENDIAN)).send(utf8("abc")));
        drive(sink(b -> b.lengthFieldLength(1)).send(utf8("abc")));
        drive(sink(b -> b.lengthFieldLength(2).lengthAdjustment(-2)).send(utf8("abc")));

        assertThat(target.text()).isEqualTo("\3\0\0\0abc" + "\3abc" + "\0\5abc");
    }

    @Test
    @Behaviour({"LDC-30", "LDC-31", "LDC-32"})
    void write_ofAFrameOverTheLimit_failsAndCostsNothingElse() throws Exception {
        var codec = codec(b -> b.maxLength(5));
        var sink = new FramedWrite<>(target, codec);
        drive(sink.feed(utf8("12345")));

        assertThatThrownBy(() -> drive(sink.feed(utf8("123456")))).isInstanceOf(FrameTooLargeException.class);
        codec.setMaxLength(6);
        drive(sink.send(utf8("654321")));

        assertThat(target.text()).isEqualTo("\0\0\0\00512345\0\0\0\006654321");
    }

    @Test
    @Behaviour("LDC-33")
    void write_intoAStreamThatAcceptsNothing_fails() {
        target.atMost(0);

        assertThatThrownBy(() -> drive(sink(UnaryOperator.identity()).send(utf8("abc"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("wrote 0");
    }

    @Test
    @Behaviour("LDC-34")
    void write_ofALengthThatTheFieldCannotSay_fails() {
        assertThatThrownBy(() -> drive(sink(b -> b.lengthAdjustment(4)).send(utf8("abc"))))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("-1");
    }

    // ---------------------------------------------------------------- limits

    @Test
    @Behaviour({"LDC-35", "LDC-36"})
    void maxLength_overWhatTheFieldCanSay_isCutDown() {
        var codec = codec(b -> b.lengthFieldLength(1).maxLength(256));
        assertThat(codec.maxLength()).isEqualTo(255);

        codec.setMaxLength(Integer.MAX_VALUE);
        assertThat(codec.maxLength()).isEqualTo(255);
    }

    @Test
    @Behaviour({"LDC-37", "LDC-38", "LDC-39", "LDC-40", "LDC-41"})
    void maxLength_takesTheAdjustmentIntoAccount() {
        assertThat(codec(b -> b.lengthFieldLength(1).lengthAdjustment(-1)).maxLength())
                .isEqualTo(254);
        assertThat(codec(b -> b.lengthFieldLength(1).lengthAdjustment(1)).maxLength())
                .isEqualTo(256);
        assertThat(codec(b -> b.lengthFieldLength(1).maxLength(255)).maxLength())
                .isEqualTo(255);
        assertThat(codec(b -> b.lengthFieldLength(1).lengthAdjustment(-2).maxLength(10))
                        .maxLength())
                .isEqualTo(10);
        assertThat(codec(b -> b.lengthFieldLength(8).maxLength(Integer.MAX_VALUE))
                        .maxLength())
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(new LengthDelimitedCodec().maxLength()).isEqualTo(8 << 20);
    }

    @Test
    void builder_refusesWhatMakesNoSense() {
        var builder = LengthDelimitedCodec.builder();

        assertThatThrownBy(() -> builder.lengthFieldLength(9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lengthFieldLength must be 1 to 8, not 9");
        assertThatThrownBy(() -> builder.lengthFieldOffset(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.skippedBytes(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maxLength(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    // ---------------------------------------------------------------- kit

    private static LengthDelimitedCodec codec(UnaryOperator<LengthDelimitedCodec.Builder> settings) {
        return settings.apply(LengthDelimitedCodec.builder()).build();
    }

    private List<String> read(UnaryOperator<LengthDelimitedCodec.Builder> settings) throws Exception {
        return all(new FramedRead<>(source, codec(settings)).map(bytes -> text(bytes)));
    }

    private FramedWrite<byte[]> sink(UnaryOperator<LengthDelimitedCodec.Builder> settings) {
        return new FramedWrite<>(target, codec(settings));
    }
}
