package dev.pollux.io.codec;

import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.run;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.io.Driven.CX;
import static dev.pollux.io.Driven.all;
import static dev.pollux.io.Driven.buffer;
import static dev.pollux.io.Driven.drive;
import static dev.pollux.io.Driven.text;
import static dev.pollux.io.Driven.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Poll;
import dev.pollux.io.AsyncIo;
import dev.pollux.io.ScriptedStream;
import dev.pollux.io.ScriptedWriter;
import dev.pollux.stream.Streams;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FramedTest {

    private final ScriptedStream source = new ScriptedStream();
    private final ScriptedWriter target = new ScriptedWriter();
    private final FramedRead<Integer> numbers = new FramedRead<>(source, new Numbers());

    /** Numbers of four bytes, as a user would write it. */
    private static class Numbers implements Codec<Integer, Integer> {

        @Override
        public Integer decode(ByteBuffer bytes) throws IOException {
            return bytes.remaining() < Integer.BYTES ? null : (Integer) bytes.getInt();
        }

        @Override
        public void encode(Integer number, FrameBuffer target) throws IOException {
            target.room(Integer.BYTES).putInt(number);
        }
    }

    // ---------------------------------------------------------------- reading

    @Test
    @Behaviour({"FRR-01", "FRR-02"})
    void read_ofFramesWithinAndAcrossPieces() throws Exception {
        source.give("\0\0\0\0\0\0\0\1\0\0\0\2")
                .give("\0\0")
                .pause()
                .give("\0\3\0")
                .give("\0\0\4");

        assertThat(all(numbers)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    @Behaviour({"FRR-03", "FRA-02"})
    void setDecoder_inTheMiddle_decodesTheRestInAnotherWay() throws Exception {
        source.give("\0\0\0\4\0\0\0\2xyz");
        FramedRead<Object> frames = new FramedRead<>(source, new Numbers());
        assertThat(drive(frames.next())).isEqualTo(4);
        assertThat(drive(frames.next())).isEqualTo(2);

        frames.setDecoder(new LinesCodec());

        assertThat(drive(frames.next())).isEqualTo("xyz");
    }

    @Test
    @Behaviour({"FRR-04", "FRR-05"})
    void read_ofPartOfAFrame_isPendingAndHoldsNoLentBuffer() throws Exception {
        source.pause().give("\0\0").pause().give("\0\7");
        assertThat(numbers.pollNext(CX)).isSameAs(Poll.pending());
        assertThat(numbers.pollNext(CX)).isSameAs(Poll.pending());

        assertThat(drive(numbers.next())).isEqualTo(7);
        assertThat(source.targetsWhilePending.get(0).array())
                .isSameAs(source.targetsWhilePending.get(1).array());
    }

    @Test
    @Behaviour({"FRR-06", "FRR-07", "FRR-08"})
    void read_thatFails_failsTheStreamOnceAndEndsIt() throws Exception {
        IOException broken = new IOException("broken");
        source.give("\0\0\0\1\0\0").pause().fail(broken).give("\0\2");

        assertThat(drive(numbers.next())).isEqualTo(1);
        assertThatThrownBy(() -> drive(numbers.next())).isSameAs(broken);
        assertThat(drive(numbers.next())).isNull();
    }

    @Test
    @Behaviour("FRR-09")
    void read_ofAFrameOfAnySize_holdsOnlyWhatHasCome() throws Exception {
        for (int i = 0; i < 100; i++) {
            source.give(new byte[1_000]);
        }
        Decoder<Integer> large = bytes -> {
            if (bytes.remaining() < 100_000) {
                return null;
            }
            bytes.position(bytes.limit());
            return 1;
        };

        assertThat(all(new FramedRead<>(source, large))).containsExactly(1);
    }

    @Test
    @Behaviour("FRR-10")
    void read_withBytesLeftAtTheEnd_fails() throws Exception {
        source.give("\0\0\0\1\0\0");

        assertThat(drive(numbers.next())).isEqualTo(1);
        assertThatThrownBy(() -> drive(numbers.next()))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("2 bytes");
        assertThat(drive(numbers.next())).isNull();
    }

    @Test
    @Behaviour("FRR-11")
    void read_atTheEnd_yieldsWhatTheDecoderStillHas() throws Exception {
        Decoder<Integer> counting = new Decoder<>() {
            private int left = 3;

            @Override
            public Integer decode(ByteBuffer bytes) {
                return null;
            }

            @Override
            public Integer decodeEnd(ByteBuffer bytes) {
                return left == 0 ? null : (Integer) left--;
            }
        };

        assertThat(all(new FramedRead<>(source, counting))).containsExactly(3, 2, 1);
    }

    @Test
    void decoder_thatMakesFramesOfNothing_isRefused() throws Exception {
        var stuck = new FramedRead<>(source.give("x"), (Decoder<Integer>) bytes -> 1);
        for (int i = 0; i < 1_000; i++) {
            drive(stuck.next());
        }

        assertThatThrownBy(() -> drive(stuck.next()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("makes no progress");
        assertThat(drive(stuck.next())).isNull();
    }

    @Test
    void decoder_thatFailsForEverWithoutUsingAnythingUp_isStopped() throws Exception {
        IOException again = new IOException("again");
        Decoder<Integer> stubborn = new Decoder<>() {
            @Override
            public Integer decode(ByteBuffer bytes) throws IOException {
                throw again;
            }

            @Override
            public boolean resumesAfter(IOException failure) {
                return true;
            }
        };
        var frames = new FramedRead<>(source.give("x"), stubborn);

        for (int i = 0; i <= 1_000; i++) {
            assertThatThrownBy(() -> drive(frames.next())).isSameAs(again);
        }

        assertThat(drive(frames.next())).isNull();
    }

    @Test
    void decoder_thatNeverHasEnough_isStoppedAtItsLimit() {
        Decoder<Integer> greedy = new Decoder<>() {
            @Override
            public Integer decode(ByteBuffer bytes) {
                return null;
            }

            @Override
            public int maxFrame() {
                return 20_000;
            }
        };
        var frames = new FramedRead<>(AsyncIo.repeat((byte) 1), greedy);

        assertThatThrownBy(() -> drive(frames.next()))
                .isInstanceOfSatisfying(
                        FrameTooLargeException.class, e -> assertThat(e.limit()).isEqualTo(20_000));
    }

    @Test
    void decoder_thatMovesItsBufferBack_isRefused() throws Exception {
        Decoder<Integer> backwards = bytes -> {
            if (bytes.get() == 'a') {
                return null; // of no use
            }
            bytes.position(0);
            return 1;
        };
        var frames = new FramedRead<>(source.give("a").give("b"), backwards);

        assertThatThrownBy(() -> drive(frames.next()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("back");
    }

    @Test
    void frame_staysAsItIsWhenMoreIsRead() throws Exception {
        source.give("first").pause().give("OTHER");
        var frames = new FramedRead<>(source, new BytesCodec());

        byte[] first = drive(frames.next());
        drive(frames.next());

        assertThat(text(first)).isEqualTo("first");
    }

    @Test
    void drop_waitsForNobodyAndLeavesTheReaderOpen() throws Exception {
        source.pause();
        numbers.pollNext(CX);
        assertThat(source.isWaitedFor()).isTrue();

        numbers.drop();

        assertThat(source.isWaitedFor()).isFalse();
        assertThat(source.isClosed()).isFalse();
    }

    // ---------------------------------------------------------------- bytes read before

    @Test
    @Behaviour("FRA-01")
    void readBefore_isDecodedFirst() throws Exception {
        source.give("\0\5");

        assertThat(all(new FramedRead<>(source, new Numbers(), buffer("\0\0\0\4\0\0"))))
                .containsExactly(4, 5);
    }

    @Test
    @Behaviour("FRA-04")
    void readBefore_ofNothing_isNotDecoded() throws Exception {
        Decoder<Integer> strict = bytes -> {
            assertThat(bytes.hasRemaining()).isTrue();
            return (int) bytes.get();
        };
        var frames = new FramedRead<>(source.pause().give("\7"), strict);

        assertThat(frames.pollNext(CX)).isSameAs(Poll.pending());
        assertThat(drive(frames.next())).isEqualTo(7);
    }

    @Test
    void readAhead_isWhatWasNotDecoded() throws Exception {
        source.give("\0\0\0\1rest");
        drive(numbers.next());

        assertThat(text(numbers.readAhead())).isEqualTo("rest");
    }

    // ---------------------------------------------------------------- writing

    @Test
    @Behaviour({"FRW-01", "FRW-02"})
    void write_ofFramesWithTwoEncoders_isOneWrite() throws Exception {
        FramedWrite<Integer> sink = new FramedWrite<>(target, new Numbers());
        drive(sink.feed(1));
        sink.setEncoder((number, buffer) -> buffer.put(utf8("<" + number + ">")));
        drive(sink.feed(2));
        drive(sink.flush());

        assertThat(target.text()).isEqualTo("\0\0\0\1<2>");
        assertThat(target.log).containsExactly("write 7", "flush");
    }

    @Test
    @Behaviour("FRW-03")
    void write_pastTheBoundary_waitsUntilSomeWasWritten() throws Exception {
        var sink = new FramedWrite<>(target, new BytesCodec());
        drive(sink.feed(new byte[Writing.BOUNDARY - 1]));
        drive(sink.feed(new byte[10]));
        assertThat(target.log).isEmpty();
        target.pause(1);

        assertThat(sink.pollReady(CX)).isSameAs(Poll.pending());
        assertThatThrownBy(() -> sink.startSend(new byte[1])).isInstanceOf(IllegalStateException.class);
        drive(sink.send(new byte[1]));

        assertThat(target.log).containsExactly("write 8201", "write 1", "flush");
    }

    @Test
    void write_ofAFrameWhoseEncoderFails_leavesNoBytes() throws Exception {
        IOException refused = new IOException("refused");
        FramedWrite<Integer> sink = new FramedWrite<>(target, (number, buffer) -> {
            buffer.put(new byte[20_000]);
            if (number < 0) {
                throw refused;
            }
            buffer.put(utf8("ok"));
        });
        sink.pollReady(CX);

        assertThatThrownBy(() -> sink.startSend(-1)).isSameAs(refused);
        assertThat(sink.buffered()).isZero();
        drive(sink.send(1));

        assertThat(target.bytes()).hasSize(20_002);
    }

    @Test
    void write_thatFails_keepsWhatWasNotWritten() throws Exception {
        IOException broken = new IOException("broken");
        var sink = new FramedWrite<>(target.atMost(2), new BytesCodec());
        drive(sink.feed(utf8("abcdef")));
        target.failing(broken);
        assertThatThrownBy(() -> drive(sink.flush())).isSameAs(broken);

        target.failing(null);
        drive(sink.flush());

        assertThat(target.text()).isEqualTo("abcdef");
    }

    @Test
    void write_whilePending_keepsABufferOfItsOwn() throws Exception {
        var one = new FramedWrite<>(target, new BytesCodec());
        var otherTarget = new ScriptedWriter();
        var other = new FramedWrite<>(otherTarget, new BytesCodec());

        drive(one.feed(utf8("one")));
        drive(other.send(utf8("other")));
        drive(one.flush());

        assertThat(target.text()).isEqualTo("one");
        assertThat(otherTarget.text()).isEqualTo("other");
    }

    @Test
    void drop_ofASink_waitsForNobody() throws Exception {
        var sink = new FramedWrite<>(target.pause(9), new BytesCodec());
        drive(sink.feed(utf8("abc")));
        sink.pollFlush(CX);
        assertThat(target.isWaitedFor()).isTrue();

        sink.drop();

        assertThat(target.isWaitedFor()).isFalse();
        assertThat(sink.buffered()).isZero();
    }

    // ---------------------------------------------------------------- both directions

    @Test
    void framed_carriesFramesBothWays() throws Exception {
        var ends = AsyncIo.duplex(16);

        run(() -> {
            var server = spawn(() -> {
                var frames = Framed.of(ends.b(), new LinesCodec());
                for (var line = frames.next().await();
                        line != null;
                        line = frames.next().await()) {
                    frames.send("got " + line).await();
                }
                frames.close().await();
            });
            var halves = Streams.split(Framed.of(ends.a(), new LinesCodec()));
            var sender = spawn(() -> {
                for (int i = 0; i < 100; i++) {
                    halves.sink().send("line " + i).await();
                }
                halves.sink().close().await();
            });
            for (int i = 0; i < 100; i++) {
                assertThat(halves.stream().next().await()).isEqualTo("got line " + i);
            }
            assertThat(halves.stream().next().await()).isNull();
            join(server, sender).await();
        });
    }
}
