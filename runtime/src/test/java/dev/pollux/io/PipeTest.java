package dev.pollux.io;

import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.run;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.io.Driven.CX;
import static dev.pollux.io.Driven.buffer;
import static dev.pollux.io.Driven.drive;
import static dev.pollux.io.Driven.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipeTest {

    private final AtomicInteger wakes = new AtomicInteger();
    private final Context waking = Context.of(wakes::incrementAndGet);

    private final AsyncIo.Simplex pipe = AsyncIo.simplex(32);
    private final AsyncRead reader = pipe.reader();
    private final AsyncWrite writer = pipe.writer();

    @Test
    @Behaviour("SPX-01")
    void simplex_passesManyMessages() throws Exception {
        for (int i = 0; i < 64; i++) {
            drive(writer.writeAll("Hello, world!"));
            ByteBuffer message = ByteBuffer.allocate(13);
            drive(reader.readExact(message));
            assertThat(text(message.flip())).isEqualTo("Hello, world!");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 1_000})
    void simplex_withAnyPiecesAndRoom_keepsTheOrder(int room) throws Exception {
        var any = AsyncIo.simplex(room);
        Random random = new Random(room);
        Deque<Byte> expected = new ArrayDeque<>();
        byte next = 0;
        for (int i = 0; i < 3_000; i++) {
            ByteBuffer piece = ByteBuffer.allocate(random.nextInt(100));
            if (random.nextBoolean()) {
                while (piece.hasRemaining()) {
                    piece.put(next++);
                }
                int count = Math.max(0, any.writer().pollWrite(this, CX, piece.flip()));
                assertThat(count).isEqualTo(piece.position());
                for (int j = 0; j < count; j++) {
                    expected.add(piece.get(j));
                }
                next -= (byte) piece.remaining();
            } else {
                any.reader().pollRead(this, CX, piece);
                for (int j = 0; j < piece.position(); j++) {
                    assertThat(piece.get(j)).isEqualTo(expected.remove());
                }
            }
            assertThat(expected.size()).isLessThanOrEqualTo(room);
        }
    }

    @Test
    @Behaviour("SPX-03")
    void simplex_withoutRoom_isRefused() {
        assertThatThrownBy(() -> AsyncIo.simplex(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 0");
    }

    @Test
    @Behaviour({"SPX-04", "SPX-05", "MEM-06"})
    void operationsOnNothing_areReady() throws Exception {
        assertThat(drive(reader.read(ByteBuffer.allocate(0)))).isZero();
        drive(writer.writeAll("x".repeat(32)));
        assertThat(drive(writer.write(buffer("")))).isZero();
        assertThat(writer.pollWrite(this, CX, new ByteBuffer[] {buffer(""), buffer("")}))
                .isZero();
    }

    @Test
    @Behaviour({"MEM-07", "SPX-06", "MEM-04"})
    void write_afterTheReaderWasClosed_isABrokenPipe() throws Exception {
        reader.close();

        assertThatThrownBy(() -> drive(writer.writeAll("a"))).isInstanceOf(BrokenPipeException.class);
        assertThatThrownBy(() -> drive(writer.write(buffer("")))).isInstanceOf(BrokenPipeException.class);
        assertThatThrownBy(() -> writer.pollWrite(this, CX, new ByteBuffer[] {buffer(""), buffer("")}))
                .isInstanceOf(BrokenPipeException.class);
        assertThatThrownBy(() -> drive(writer.flush())).isInstanceOf(BrokenPipeException.class);
        assertThatThrownBy(() -> drive(reader.read(ByteBuffer.allocate(1)))).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    @Behaviour("SPX-07")
    void closeOfTheReader_wakesAWriterThatWaits() throws Exception {
        Future<Void> write = writer.writeAll("x".repeat(33));
        assertThat(write.poll(waking)).isSameAs(Poll.pending());

        reader.close();

        assertThat(wakes).hasValue(1);
        assertThatThrownBy(() -> write.poll(waking)).isInstanceOf(BrokenPipeException.class);
    }

    @Test
    @Behaviour({"SPX-08", "SPX-09"})
    void closeOfTheWriter_wakesAReaderThatWaits_whoGetsTheRestFirst() throws Exception {
        Future<byte[]> all = reader.readToEnd(99);
        assertThat(all.poll(waking)).isSameAs(Poll.pending());
        drive(writer.writeAll("a"));
        assertThat(wakes).hasValue(1);
        assertThat(all.poll(waking)).isSameAs(Poll.pending());
        drive(writer.writeAll("b"));

        writer.close();

        assertThat(wakes).hasValue(2);
        assertThat(text(drive(all))).isEqualTo("ab");
        assertThatThrownBy(() -> drive(reader.readExact(ByteBuffer.allocate(1))))
                .isInstanceOf(EOFException.class);
    }

    @Test
    @Behaviour({"SPX-10", "SPX-11", "SPX-12"})
    void shutdown_endsTheReaderAndRefusesWrites_andMayBeRepeated() throws Exception {
        Future<byte[]> all = reader.readToEnd(99);
        drive(writer.writeAll("a"));
        all.poll(waking);

        drive(writer.shutdown());
        drive(writer.shutdown());

        assertThat(wakes).hasValue(1);
        assertThat(text(drive(all))).isEqualTo("a");
        assertThatThrownBy(() -> drive(writer.writeAll("b"))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> drive(writer.flush())).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    @Behaviour({"SPX-13", "MEM-08"})
    void polls_takePartInTheBudget() throws Exception {
        Context cx = Driven.budgeted(wakes);
        var roomy = AsyncIo.simplex(1_000);
        int writes = 0;
        while (roomy.writer().pollWrite(this, cx, buffer("x")) == 1) {
            writes++;
        }
        cx.refill();
        int reads = 0;
        while (roomy.reader().pollRead(this, cx, ByteBuffer.allocate(1)) == 1) {
            reads++;
        }

        assertThat(writes).isEqualTo(128);
        assertThat(reads).isEqualTo(128);
        assertThat(wakes).hasValue(2);
    }

    @Test
    @Behaviour({"SPX-14", "SPX-15", "SPX-16", "SPX-17", "SPX-18"})
    void writeVectored_takesWhatFits() throws Exception {
        var small = AsyncIo.simplex(4);
        ByteBuffer[] sources = {buffer("ab"), buffer(""), buffer("cde"), buffer("f")};

        assertThat(small.writer().isWriteVectored()).isTrue();
        assertThat(small.writer().pollWrite(this, CX, sources)).isEqualTo(4);
        assertThat(small.writer().pollWrite(this, CX, sources)).isEqualTo(Transfer.PENDING);
        small.reader().pollRead(this, CX, ByteBuffer.allocate(9));
        assertThat(small.writer().pollWrite(this, CX, sources)).isEqualTo(2);
        assertThat(small.writer().pollWrite(this, CX, new ByteBuffer[0])).isZero();
        small.reader().close();
        assertThatThrownBy(() -> small.writer().pollWrite(this, CX, new ByteBuffer[] {buffer("x")}))
                .isInstanceOf(BrokenPipeException.class);
    }

    @Test
    void read_dropped_isNotWoken_andTakesNothing() throws Exception {
        Future<Integer> read = reader.read(ByteBuffer.allocate(9));
        read.poll(waking);

        read.drop();
        drive(writer.writeAll("abc"));

        assertThat(wakes).hasValue(0);
        ByteBuffer target = ByteBuffer.allocate(9);
        assertThat(drive(reader.read(target))).isEqualTo(3);
    }

    @Test
    void read_besideOneThatWaits_isRefused() throws Exception {
        Future<Integer> first = reader.read(ByteBuffer.allocate(9));
        first.poll(waking);

        assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(9)).poll(CX))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two at once");
        drive(writer.writeAll("a"));
        assertThat(wakes).hasValue(1);
        assertThat(drive(first)).isEqualTo(1);
    }

    @Test
    void wakerThatComesBack_findsThePipeInOrder() throws Exception {
        ByteBuffer target = ByteBuffer.allocate(9);
        Context back = Context.of(() -> {
            try {
                reader.pollRead(this, CX, target);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        reader.pollRead(this, back, target);

        drive(writer.writeAll("abc"));

        assertThat(text(target.flip())).isEqualTo("abc");
    }

    // ---------------------------------------------------------------- duplex

    private final AsyncIo.Duplex ends = AsyncIo.duplex(32);

    @Test
    @Behaviour("MEM-01")
    void duplex_carriesBothDirections() throws Exception {
        ByteBuffer four = ByteBuffer.allocate(4);
        drive(ends.a().writeAll("ping"));
        drive(ends.b().readExact(four));
        assertThat(text(four.flip())).isEqualTo("ping");

        drive(ends.b().writeAll("pong"));
        drive(ends.a().readExact(four.clear()));
        assertThat(text(four.flip())).isEqualTo("pong");
    }

    @Test
    @Behaviour("MEM-03")
    void duplex_afterOneEndWasClosed_readsTheRestAndBreaksWrites() throws Exception {
        drive(ends.a().writeAll("bye"));
        ends.a().close();

        assertThat(drive(ends.b().readToString(9))).isEqualTo("bye");
        assertThatThrownBy(() -> drive(ends.b().writeAll("x"))).isInstanceOf(BrokenPipeException.class);
    }

    @Test
    @Behaviour("MEM-05")
    void duplex_takesOnlyWhatFits() throws Exception {
        assertThat(drive(ends.a().write(buffer("x".repeat(64))))).isEqualTo(32);
        Future<Integer> more = ends.a().write(buffer("y".repeat(64)));
        assertThat(more.poll(waking)).isSameAs(Poll.pending());

        drive(ends.b().readExact(ByteBuffer.allocate(4)));

        assertThat(wakes).hasValue(1);
        assertThat(drive(more)).isEqualTo(4);
    }

    @Test
    @Behaviour({"MEM-02", "SPX-02"})
    void duplex_betweenTwoTasks_passesAll() throws Exception {
        run(() -> {
            var echo = spawn(() -> AsyncIo.copy(ends.b(), ends.b()).await());
            var send = spawn(() -> {
                for (int i = 0; i < 1_000; i++) {
                    ends.a().writeAll("line " + i + "\n").await();
                }
                ends.a().shutdown().await();
            });
            var lines = new AsyncBufReader(ends.a());
            for (int i = 0; i < 1_000; i++) {
                assertThat(lines.readLine().await()).isEqualTo("line " + i);
            }
            join(echo, send).await();
        });
    }
}
