package dev.pollux.io.codec;

import static dev.pollux.io.Driven.all;
import static dev.pollux.io.Driven.drive;
import static dev.pollux.io.Driven.text;
import static dev.pollux.io.Driven.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.io.AsyncIo;
import dev.pollux.io.Driven;
import dev.pollux.io.ScriptedStream;
import dev.pollux.io.ScriptedWriter;
import dev.pollux.stream.Stream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelimitedCodecsTest {

    private final ScriptedStream source = new ScriptedStream();
    private final ScriptedWriter target = new ScriptedWriter();

    // ---------------------------------------------------------------- bytes

    @Test
    @Behaviour("COD-01")
    void bytes_areReadAsTheyCome() throws Exception {
        source.give("abc").pause().give("de");

        assertThat(all(new FramedRead<>(source, new BytesCodec()).map(Driven::text)))
                .containsExactly("abc", "de");
    }

    @Test
    @Behaviour("COD-02")
    void bytes_areWrittenAsTheyAre() throws Exception {
        var sink = new FramedWrite<>(target, new BytesCodec());

        drive(sink.feed(utf8("abc")));
        drive(sink.feed(utf8("")));
        drive(sink.send(utf8("de")));

        assertThat(target.text()).isEqualTo("abcde");
    }

    // ---------------------------------------------------------------- lines

    @Test
    @Behaviour("COD-03")
    void lines_ofBothEndings_andTheLastWithout() throws Exception {
        source.give("line 1\nline 2\r\nline 3\n\r\n\n\r").pause().give("\nend\r");

        assertThat(all(lines(99))).containsExactly("line 1", "line 2", "line 3", "", "", "", "end");
    }

    @Test
    @Behaviour("COD-04")
    void lines_thatAreNotText_failAndCostNothingElse() throws Exception {
        source.give(new byte[] {'l', (byte) 0x80, '\n'}).give("fine\n");

        assertThat(outcomes(lines(99))).containsExactly("MalformedInputException", "fine");
    }

    /** Pieces are separated by bars; tildes stand for line feeds. What comes out is told in order, with ! for a failure. */
    @ParameterizedTest
    @CsvSource({
        "line 1~line 2 is long~line 3~, line 1 ! line 3",
        "too long|er and| longer~ok~, ! ok",
        "line|1~1234567~, line1 1234567",
        "1234567|8~1~, ! 1",
        "12345678|90~a|~b~, ! a b",
        "123456789|~next~, ! next",
        "1234567890~1234567890~x~, ! ! x",
        "12345678|9|0~|~x, ! '' x",
        "12345678, !",
        "12345678|90, !",
        "aa~|1234567|~, aa 1234567"
    })
    @Behaviour({"COD-05", "COD-06", "COD-07", "COD-08", "COD-09", "COD-10", "COD-11"})
    void lines_thatAreTooLong_failOnceAndAreSkipped(String pieces, String expected) throws Exception {
        give(pieces.replace('~', '\n'));

        assertThat(told(outcomes(lines(7)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a;b~c;~d, a b c '' d",
        "too long|er and| longer;ok~, ! ok",
        "1234567|8~1~, ! 1",
        "12345678|90;a|~b~, ! a b",
        "123456789|~next;, ! next",
        "1234567890~1234567890;x~, ! ! x",
        "12345678, !",
        "aa~|1234567|;, aa 1234567"
    })
    @Behaviour({"COD-13", "COD-14", "COD-15", "COD-16", "COD-17", "COD-18", "COD-19", "COD-20"})
    void anyDelimiter_cutsAtEach_andSkipsWhatIsTooLong(String pieces, String expected) throws Exception {
        give(pieces);
        var codec = new AnyDelimiterCodec(utf8("~;"), utf8("--"), 7);

        assertThat(told(outcomes(new FramedRead<>(source, codec).map(bytes -> text(bytes)))))
                .isEqualTo(expected);
    }

    @Test
    @Behaviour("COD-12")
    void lines_areWrittenWithALineFeed() throws Exception {
        var sink = new FramedWrite<CharSequence>(target, new LinesCodec());

        drive(sink.feed("line 1"));
        drive(sink.send("漢"));

        assertThat(target.text()).isEqualTo("line 1\n漢\n");
    }

    @Test
    @Behaviour("COD-21")
    void anyDelimiter_isWrittenWithOneOfItsOwn() throws Exception {
        var sink = new FramedWrite<>(target, new AnyDelimiterCodec(utf8(",;"), utf8("--"), 7));

        drive(sink.feed(utf8("chunk 1")));
        drive(sink.send(utf8("x")));

        assertThat(target.text()).isEqualTo("chunk 1--x--");
    }

    @Test
    void lines_withoutEnd_areNotKeptAndGiveWay() throws Exception {
        AtomicInteger wakes = new AtomicInteger();
        var cx = Driven.budgeted(wakes);
        var frames = new FramedRead<>(AsyncIo.repeat((byte) 'x'), new LinesCodec(8));
        assertThatThrownBy(() -> frames.pollNext(cx)).isInstanceOf(FrameTooLargeException.class);

        assertThat(frames.pollNext(cx).isReady()).isFalse();

        assertThat(wakes).hasPositiveValue();
        assertThat(frames.readAhead().hasRemaining()).isFalse();
    }

    @Test
    void limits_andDelimiters_areChecked() {
        assertThatThrownBy(() -> new LinesCodec(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AnyDelimiterCodec(new byte[0], new byte[0], 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    // ---------------------------------------------------------------- kit

    private void give(String pieces) {
        for (String piece : pieces.split("\\|", -1)) {
            source.give(piece).pause();
        }
    }

    private Stream<String> lines(int maxLength) {
        return new FramedRead<>(source, new LinesCodec(maxLength));
    }

    private static List<String> outcomes(Stream<String> stream) throws Exception {
        List<String> outcomes = new ArrayList<>();
        String outcome = outcome(stream);
        while (outcome != null) {
            outcomes.add(outcome);
            outcome = outcome(stream);
        }
        return outcomes;
    }

    private static String outcome(Stream<String> stream) throws Exception {
        try {
            return drive(stream.next());
        } catch (IOException failure) {
            return failure.getClass().getSimpleName();
        }
    }

    private static String told(List<String> outcomes) {
        return String.join(
                " ",
                outcomes.stream()
                        .map(each -> each.equals("FrameTooLargeException") ? "!" : each.isEmpty() ? "''" : each)
                        .toList());
    }
}
