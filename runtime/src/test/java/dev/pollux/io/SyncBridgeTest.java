package dev.pollux.io;

import static dev.pollux.Pollux.run;
import static dev.pollux.Pollux.spawnBlocking;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class SyncBridgeTest {

    @Test
    @Behaviour({"u:tests/io_sync_bridge-01", "u:tests/io_sync_bridge-02"})
    void streams_carryBytesBetweenBlockingCodeAndTasks() throws Exception {
        var ends = AsyncIo.duplex(4);

        String answer = run(() -> {
            var blocking = spawnBlocking(() -> {
                try (OutputStream out = ends.b().asOutputStream()) {
                    byte[] question = ends.b().asInputStream().readNBytes(8);
                    out.write('>');
                    out.write(question);
                }
                return "done";
            });
            ends.a().writeAll("question").await();
            String text = ends.a().readToString(99).await();
            return text + " " + blocking.await();
        });

        assertThat(answer).isEqualTo(">question done");
    }

    @Test
    void inputStream_atTheEnd_isMinusOne() throws Exception {
        InputStream in = new ScriptedStream().give("a").asInputStream();

        assertThat(in.read()).isEqualTo('a');
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    @Behaviour("u:tests/io_sync_bridge-04")
    void closeOfAnOutputStream_shutsDownOnce() throws Exception {
        var target = new ScriptedWriter();
        OutputStream out = target.asOutputStream();

        out.write("abc".getBytes(UTF_8));
        out.flush();
        out.close();
        out.close();

        assertThat(target.log).containsExactly("write 3", "flush", "shutdown", "close");
    }

    @Test
    void streams_onAThreadThatRunsTasks_refuse() throws Exception {
        InputStream in = new ScriptedStream().give("a").asInputStream();
        OutputStream out = new ScriptedWriter().asOutputStream();

        run(() -> {
            assertThatThrownBy(() -> in.read()).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> out.write(1)).isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void read_ofAnInterruptedThread_givesUpAndStaysInterrupted() {
        var ends = AsyncIo.duplex(4);
        InputStream in = ends.a().asInputStream();

        Thread.currentThread().interrupt();

        assertThatThrownBy(in::read).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
