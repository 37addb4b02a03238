package dev.pollux.io;

import static dev.pollux.io.Driven.CX;
import static dev.pollux.io.Driven.buffer;
import static dev.pollux.io.Driven.drive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncBufWriterTest {

    private final ScriptedWriter target = new ScriptedWriter();
    private final AsyncBufWriter writer = new AsyncBufWriter(target, 8);

    @Test
    @Behaviour({"BUW-01", "f:io_buf_writer-01"})
    void write_collectsSmallOnesAndPassesLargeOnes() throws Exception {
        drive(writer.writeAll("abc"));
        drive(writer.writeAll("def"));
        assertThat(target.log).isEmpty();
        assertThat(writer.buffered()).isEqualTo(6);

        drive(writer.writeAll("ghi"));
        assertThat(target.text()).isEqualTo("abcdef");

        drive(writer.writeAll("0123456789"));
        assertThat(target.log).containsExactly("write 6", "write 3", "write 10");
        assertThat(target.text()).isEqualTo("abcdefghi0123456789");
        assertThat(writer.buffered()).isZero();
    }

    @Test
    @Behaviour({"BUW-02", "f:io_buf_writer-02"})
    void flush_passesOnAndFlushesTheStreamUnderneath() throws Exception {
        drive(writer.writeAll("abc"));

        drive(writer.flush());

        assertThat(target.log).containsExactly("write 3", "flush");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    @Behaviour({"BUW-04", "BUW-05", "f:io_buf_writer-04", "f:io_buf_writer-05"})
    void write_intoAStreamThatIsOftenPendingAndShort_keepsTheOrder(int atMost) throws Exception {
        target.atMost(atMost).pendingEveryOtherTime();
        Random random = new Random(atMost);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            String piece = "0123456789abcdef".substring(0, random.nextInt(17));
            all.append(piece);
            drive(writer.writeAll(piece));
            if (random.nextInt(10) == 0) {
                drive(writer.flush());
                assertThat(target.text()).isEqualTo(all.toString());
            }
        }

        drive(writer.shutdown());

        assertThat(target.text()).isEqualTo(all.toString());
        assertThat(target.log).endsWith("shutdown");
    }

    @Test
    void write_droppedWhilePending_losesNothingThatWasTaken() throws Exception {
        drive(writer.writeAll("abcdef"));
        target.pause(1);
        Future<Integer> pending = writer.write(buffer("ghi"));
        assertThat(pending.poll(CX)).isSameAs(Poll.pending());

        pending.drop();

        assertThat(target.isWaitedFor()).isFalse();
        drive(writer.flush());
        assertThat(target.text()).isEqualTo("abcdef");
    }

    @Test
    void flush_afterAFailure_goesOnWhereItStood() throws Exception {
        IOException broken = new IOException("broken");
        drive(writer.writeAll("abcdef"));
        target.atMost(2).pause(0);
        Future<Void> flush = writer.flush();
        target.failing(broken);
        assertThatThrownBy(() -> flush.poll(CX)).isSameAs(broken);

        target.failing(null);
        drive(writer.flush());

        assertThat(target.text()).isEqualTo("abcdef");
    }

    @Test
    @Behaviour({"t:io_write_int-01"})
    void flush_intoAStreamThatAcceptsNothing_fails() throws Exception {
        drive(writer.writeAll("abc"));
        target.atMost(0);

        assertThatThrownBy(() -> drive(writer.flush()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("wrote 0");
        assertThatThrownBy(() -> drive(target.writeAll("abc")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("wrote 0");
    }

    @Test
    void close_withBytesKeptBack_closesAndFailsOnce() throws Exception {
        drive(writer.writeAll("abc"));

        assertThatThrownBy(writer::close)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("3 bytes were not flushed");
        writer.close();

        assertThat(target.log).containsExactly("close", "close");
    }

    @Test
    void close_afterShutdown_isQuiet() throws Exception {
        drive(writer.writeAll("abc"));
        drive(writer.shutdown());

        writer.close();

        assertThat(target.log).containsExactly("write 3", "shutdown", "close");
    }

    @Test
    void capacity_ofNothing_isRefused() {
        assertThatThrownBy(() -> new AsyncBufWriter(target, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    // ---------------------------------------------------------------- several buffers

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Behaviour({"BUW-07", "BUW-08", "BUW-09", "BUW-10"})
    void writeVectored_ofSmallBuffers_collectsThem(boolean vectored) throws Exception {
        vectored(vectored);

        long nothing = writer.pollWrite(this, CX, new ByteBuffer[] {buffer(""), buffer("")});
        long some = writer.pollWrite(this, CX, new ByteBuffer[] {buffer("ab"), buffer(""), buffer("cd")});

        assertThat(nothing).isZero();
        assertThat(some).isEqualTo(4);
        assertThat(target.log).isEmpty();
        drive(writer.flush());
        assertThat(target.text()).isEqualTo("abcd");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Behaviour({"BUW-11", "BUW-12", "BUW-13", "BUW-14", "BUW-15", "BUW-16"})
    void writeVectored_ofAllKinds_keepsTheOrder(boolean vectored) throws Exception {
        vectored(vectored);
        target.atMost(5).pendingEveryOtherTime();

        drive(writer.writeAll(buffer("abc"), buffer("defg"), buffer("hij")));
        drive(writer.writeAll(buffer("0123456789abc"), buffer("x")));
        drive(writer.writeAll(buffer("y"), buffer(""), buffer("0123456789")));
        drive(writer.flush());

        assertThat(target.text()).isEqualTo("abcdefghij0123456789abcxy0123456789");
    }

    @Test
    void writeVectored_ofMoreThanTheCapacity_isOneOperation() throws Exception {
        target.vectored();

        drive(writer.writeAll(buffer("abcde"), buffer("fghij")));

        assertThat(target.log).containsExactly("writev 10");
    }

    private void vectored(boolean vectored) {
        if (vectored) {
            target.vectored();
        }
    }

    // ---------------------------------------------------------------- lines and both directions

    @Test
    @Behaviour({"f:io_line_writer-01", "f:io_line_writer-02"})
    void lineWriter_passesWholeLinesOn() throws Exception {
        var lines = new AsyncLineWriter(target);

        drive(lines.writeAll("on"));
        assertThat(target.text()).isEmpty();
        drive(lines.writeAll("e\ntwo\nthr"));
        assertThat(target.text()).isEqualTo("one\ntwo\n");
        drive(lines.writeAll(buffer("e"), buffer("e\n"), buffer("end")));
        assertThat(target.text()).isEqualTo("one\ntwo\nthree\n");
        drive(lines.flush());
        assertThat(target.text()).isEqualTo("one\ntwo\nthree\nend");
    }

    @Test
    void lineWriter_intoAShortAndPendingStream_keepsTheOrder() throws Exception {
        target.atMost(2).pendingEveryOtherTime();
        var lines = new AsyncLineWriter(target);

        drive(lines.writeAll("abc"));
        drive(lines.writeAll("def\nghi\njk"));
        drive(lines.writeAll("\nl"));
        assertThat(target.text()).isEqualTo("abcdef\nghi\njk\n");

        assertThatThrownBy(lines::close).hasMessageContaining("1 bytes");
    }

    @Test
    void bufStream_readsAheadAndCollects() throws Exception {
        var source = new ScriptedStream().give("one\ntwo\n");
        var stream = new AsyncBufStream(AsyncIo.join(source, target));

        drive(stream.writeAll("question"));
        assertThat(target.text()).isEmpty();
        drive(stream.flush());

        assertThat(target.text()).isEqualTo("question");
        assertThat(drive(stream.readLine())).isEqualTo("one");
        assertThat(Driven.all(stream.lines())).containsExactly("two");
        stream.close();
        assertThat(source.isClosed()).isTrue();
        assertThat(target.log).endsWith("close");
    }
}
