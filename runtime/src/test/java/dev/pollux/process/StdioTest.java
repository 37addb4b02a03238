package dev.pollux.process;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Waker;
import dev.pollux.io.AsyncWrite;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StdioTest {

    private static void withOut(OutputStream target, Runnable test) {
        PrintStream before = System.out;
        System.setOut(new PrintStream(target, false, UTF_8));
        try {
            test.run();
        } finally {
            System.setOut(before);
        }
    }

    @Test
    void stdout_doesNotMixLinesOfSeveralWriters() {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        withOut(target, () -> {
            try (AsyncRuntime runtime =
                    AsyncRuntime.multiThread().workerThreads(2).build()) {
                var writers = new ArrayList<JoinHandle<Void>>();
                for (String letter : new String[] {"a", "b", "c"}) {
                    AsyncWrite out = Stdio.stdout();
                    writers.add(runtime.spawn(async(() -> {
                        for (int i = 0; i < 50; i++) {
                            out.writeAll(letter.repeat(1_000) + "\n").await();
                        }
                        out.flush().await();
                    })));
                }
                for (var writer : writers) {
                    runtime.blockOn(writer);
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });

        assertThat(Arrays.stream(target.toString(UTF_8).split("\n")).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("a".repeat(1_000), "b".repeat(1_000), "c".repeat(1_000));
    }

    @Test
    void stdout_thatIsBroken_failsTheFlush() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken pipe");
            }
        };
        withOut(broken, () -> {
            AsyncWrite out = Stdio.stdout();
            try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
                runtime.blockOn(out.write(ByteBuffer.wrap(new byte[1])));
                assertThatThrownBy(() -> runtime.blockOn(out.flush()))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("standard output");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void pendingRead_keepsNeitherTheRuntimeNorTheNextReader() throws Exception {
        try (PipedOutputStream keyboard = new PipedOutputStream();
                PipedInputStream source = new PipedInputStream(keyboard)) {
            PipeReader stdin = new PipeReader("standard input", source, false);
            try (AsyncRuntime runtime =
                    AsyncRuntime.multiThread().workerThreads(1).build()) {
                JoinHandle<Integer> aborted = runtime.spawn(stdin.read(ByteBuffer.allocate(8)));
                aborted.abort();
                assertThatThrownBy(() -> runtime.blockOn(aborted)).isInstanceOf(TaskCancelledException.class);
                Future<Integer> pending = stdin.read(ByteBuffer.allocate(8));
                assertThat(pending.poll(Context.of(Waker.noop())).isReady()).isFalse();
                pending.drop();
            } // ends although a thread waits for a key

            keyboard.write("abc".getBytes(UTF_8));
            keyboard.flush();
            ByteBuffer target = ByteBuffer.allocate(8);
            run(() -> assertThat(stdin.read(target).await()).isEqualTo(3));
        }
    }

    @Test
    void secondReader_isRefused() throws Exception {
        try (PipedOutputStream keyboard = new PipedOutputStream();
                PipedInputStream source = new PipedInputStream(keyboard)) {
            PipeReader stdin = new PipeReader("standard input", source, false);
            stdin.read(ByteBuffer.allocate(8)).poll(Context.of(Waker.noop()));

            assertThatThrownBy(() -> stdin.read(ByteBuffer.allocate(8)).poll(Context.of(Waker.noop())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("two at once");
        }
    }

    @Test
    void stdin_isOneForAll() {
        assertThat(Stdio.stdin()).isSameAs(Stdio.stdin());
    }
}
