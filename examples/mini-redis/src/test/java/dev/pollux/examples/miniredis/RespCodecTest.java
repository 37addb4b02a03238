package dev.pollux.examples.miniredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Pollux;
import dev.pollux.io.AsyncIo;
import dev.pollux.io.codec.FramedWrite;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RespCodecTest {

    private final RespCodec codec = new RespCodec();

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void command_isAnArrayOfAnyBytes() throws Exception {
        ByteBuffer bytes = bytes("*2\r\n$3\r\nGET\r\n$4\r\n\r\n\0\u00ff\r\nrest");

        assertThat(codec.decode(bytes)).containsExactly("GET", "\r\n\0\u00ff");
        assertThat(bytes.remaining()).isEqualTo(4);
    }

    @Test
    void command_thatIsNotAllThere_waitsAndUsesNothingUp() throws Exception {
        String command = "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n";
        for (int length = 0; length < command.length(); length++) {
            ByteBuffer part = bytes(command.substring(0, length));
            assertThat(codec.decode(part)).as("%s bytes", length).isNull();
            assertThat(part.position()).isZero();
        }
        assertThat(codec.decode(bytes(command))).containsExactly("GET", "k");
    }

    @Test
    void line_isACommandOfWords() throws Exception {
        assertThat(codec.decode(bytes("  set key   value\r\n"))).containsExactly("set", "key", "value");
        assertThat(codec.decode(bytes("ping\n"))).containsExactly("ping");
        assertThat(codec.decode(bytes("\r\n"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*x\r\n",
                "*-1\r\n",
                "*1\r\n+OK\r\n",
                "*1\r\n$-5\r\n",
                "*1\r\n$9999999999\r\n",
                "*1\r\n$2\r\nabcd",
                "*70000\r\n"
            })
    void nonsense_isRefused(String text) {
        assertThatThrownBy(() -> codec.decode(bytes(text))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void endlessLine_isRefused() {
        assertThatThrownBy(() -> codec.decode(bytes("a".repeat(2_000))))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("line");
    }

    @ParameterizedTest
    @CsvSource({"1, ':1~'", "-1, ':-1~'"})
    void number_isWritten(long value, String expected) throws Exception {
        assertThat(written(new Reply.Whole(value))).isEqualTo(expected);
    }

    @Test
    void replies_areWrittenInTheirKinds() throws Exception {
        assertThat(written(Reply.OK)).isEqualTo("+OK~");
        assertThat(written(new Reply.Failure("ERR two\r\nlines"))).isEqualTo("-ERR two  lines~");
        assertThat(written(Reply.NIL)).isEqualTo("$-1~");
        assertThat(written(new Reply.Bulk("a\u00ff"))).isEqualTo("$2~a\u00ff~");
        assertThat(written(Reply.Array.ofBulks(List.of("a", "")))).isEqualTo("*2~$1~a~$0~~");
        assertThat(written(new Reply.Sequence(List.of(Reply.OK, Reply.NIL)))).isEqualTo("+OK~$-1~");
    }

    /** What the reply is on the wire, with ~ for the end of a line. */
    private String written(Reply reply) throws Exception {
        return Pollux.run(() -> {
            var pipe = AsyncIo.simplex(1 << 16);
            var writer = new FramedWrite<Reply>(pipe.writer(), codec);
            writer.send(reply).await();
            writer.close().await();
            return Latin.text(pipe.reader().readToEnd(1 << 16).await()).replace("\r\n", "~");
        });
    }
}
