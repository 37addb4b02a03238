package dev.pollux.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AsyncReadTest {

    private static final Context CX = Context.of(Waker.noop());

    private final ScriptedStream source = new ScriptedStream();

    @Test
    void readExact_inPieces_fillsTheTarget() throws Exception {
        source.give(utf8("ab")).pause().give(utf8("cd")).give(utf8("e"));
        ByteBuffer target = ByteBuffer.allocate(4);
        Future<Void> exact = source.readExact(target);

        assertThat(exact.poll(CX).isReady()).isFalse();
        assertThat(exact.poll(CX).isReady()).isTrue();

        assertThat(target.array()).isEqualTo(utf8("abcd"));
    }

    @Test
    void readExact_ofAStreamThatEndsBefore_fails() {
        source.give(utf8("ab"));

        assertThatThrownBy(() -> source.readExact(ByteBuffer.allocate(3)).poll(CX))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("1 bytes too early");
    }

    @Test
    @Behaviour("t:io_read_to_end-01")
    void readToEnd_inPieces_returnsAll() throws Exception {
        byte[] all = new byte[100_000];
        new Random(1).nextBytes(all);
        for (int from = 0; from < all.length; from += 500) {
            source.give(Arrays.copyOfRange(all, from, from + 500));
            if (from % 3_000 == 0) {
                source.pause();
            }
        }
        Future<byte[]> toEnd = source.readToEnd(all.length);
        Poll<byte[]> poll = toEnd.poll(CX);
        while (!poll.isReady()) {
            poll = toEnd.poll(CX);
        }

        assertThat(poll.get()).isEqualTo(all);
    }

    @Test
    void readToEnd_ofMoreThanTheLimit_fails() {
        source.give(utf8("abcd"));

        assertThatThrownBy(() -> source.readToEnd(3).poll(CX))
                .isInstanceOfSatisfying(
                        LimitExceededException.class, e -> assertThat(e.limit()).isEqualTo(3));
    }

    @Test
    void read_dropped_isNoLongerWaitedFor() throws Exception {
        source.pause();
        Future<Integer> read = source.read(ByteBuffer.allocate(1));
        read.poll(CX);
        assertThat(source.isWaitedFor()).isTrue();

        read.drop();

        assertThat(source.isWaitedFor()).isFalse();
        assertThatThrownBy(() -> read.poll(CX)).isInstanceOf(IllegalStateException.class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
