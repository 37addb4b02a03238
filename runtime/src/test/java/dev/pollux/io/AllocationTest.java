package dev.pollux.io;

import static dev.pollux.io.Driven.CX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Allocated;
import dev.pollux.io.codec.BytesCodec;
import dev.pollux.io.codec.FramedWrite;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What goes on again and again allocates nothing once it is warm. */
class AllocationTest {

    private static final int ROUNDS = 20_000;

    /** Far less than one object for each round. */
    private static final long NOTHING = ROUNDS;

    private interface Round {
        void run() throws Exception;
    }

    private static long allocatedBy(Round round) throws Exception {
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5; attempt++) { // the first ones warm up
            long before = Allocated.here();
            for (int i = 0; i < ROUNDS; i++) {
                round.run();
            }
            least = Math.min(least, Allocated.here() - before);
        }
        return least;
    }

    @Test
    void copy_thatIsPolledAgainAndAgain_allocatesNothing() throws Exception {
        var in = AsyncIo.simplex(64);
        var out = AsyncIo.simplex(64);
        var copy = AsyncIo.copy(in.reader(), out.writer());
        ByteBuffer message = ByteBuffer.allocate(20);

        long allocated = allocatedBy(() -> {
            in.writer().pollWrite(this, CX, message.clear());
            copy.pollRaw(CX);
            assertThatAll(out.reader().pollRead(this, CX, message.clear()));
        });

        assertThat(allocated).isLessThan(NOTHING);
    }

    @Test
    void writers_thatCollect_allocateNothing() throws Exception {
        var buffered = new AsyncBufWriter(AsyncIo.sink());
        var frames = new FramedWrite<>(AsyncIo.sink(), new BytesCodec());
        ByteBuffer message = ByteBuffer.allocate(20);

        long allocated = allocatedBy(() -> {
            buffered.pollWrite(this, CX, message.clear());
            buffered.pollFlush(this, CX);
            frames.startSend(message.array());
            frames.pollFlush(CX);
        });

        assertThat(allocated).isLessThan(NOTHING);
    }

    @Test
    void readersThatAreIdle_allocateNothing() throws Exception {
        var pipe = AsyncIo.simplex(8);
        var reader = pipe.reader().buffered();
        var line = reader.readLine();

        long allocated = allocatedBy(() -> line.pollRaw(CX));

        assertThat(allocated).isLessThan(NOTHING);
        line.drop();
    }

    private static void assertThatAll(int count) {
        if (count != 20) {
            throw new AssertionError("moved " + count + " bytes");
        }
    }
}
