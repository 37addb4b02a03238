package dev.pollux.process;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.Pollux;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Outcome;
import dev.pollux.future.Waker;
import dev.pollux.io.AsyncBufReader;
import dev.pollux.io.LimitExceededException;
import dev.pollux.runtime.AsyncRuntime;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandTest {

    private static final String WAITS = "read line; exit 7"; // ends when its input does

    @TempDir
    Path directory;

    private static Command sh(String script) {
        return Command.of("sh", "-c", script);
    }

    private static Throwable failureOf(Outcome<?> outcome) {
        return ((Outcome.Failed<?>) outcome).failure();
    }

    private static Command piped(String script) {
        return sh(script).stdin(Redirect.PIPE).stdout(Redirect.PIPE).stderr(Redirect.PIPE);
    }

    // ---------------------------------------------------------------- running

    @Test
    @Behaviour("t:process_smoke-01")
    void exited_tellsTheCodeAgainAndAgainAndTheIdIsGone() throws Exception {
        run(() -> {
            try (ChildProcess child = sh("exit 2").spawn().await()) {
                assertThat(child.exited().await()).isEqualTo(new ExitStatus(2));
                assertThat(child.exited().await().isSuccess()).isFalse();
                assertThat(child.tryWait()).contains(new ExitStatus(2));
                assertThat(child.id()).isEmpty();
            }
        });
    }

    @Test
    void status_isThatOfTheEnd() throws Exception {
        run(() -> assertThat(sh("exit 3").status().await().code()).isEqualTo(3));
    }

    @Test
    void output_takesBothAndGivesNoInput() throws Exception {
        run(() -> {
            Output output =
                    sh("cat; echo out; echo err >&2; exit 4").output(100).await();

            assertThat(output.text()).isEqualTo("out\n");
            assertThat(output.errorText()).isEqualTo("err\n");
            assertThat(output.status().code()).isEqualTo(4);
            assertThat(output).hasToString("Output[exit code 4, 4 bytes, 4 bytes of errors]");
        });
    }

    @Test
    @Behaviour("PIP-14")
    void stdout_ofAChild_isAPipeThatEndsWithIt() throws Exception {
        run(() -> {
            Command echo = Command.of("echo", "hello").stdout(Redirect.PIPE);
            try (ChildProcess child = echo.spawn().await()) {
                assertThat(child.stdout().readToString(100).await()).isEqualTo("hello\n");
                assertThat(child.exited().await().isSuccess()).isTrue();
            }
        });
    }

    @Test
    void output_ofAChildThatFloodsItsErrors_readsBothAtOnce() throws Exception {
        run(() -> {
            Output output = sh("head -c 1000000 /dev/zero >&2; echo done")
                    .output(1 << 20)
                    .await();

            assertThat(output.text()).isEqualTo("done\n");
            assertThat(output.stderr()).hasSize(1_000_000);
        });
    }

    @Test
    void output_overTheLimit_failsAndKills() throws Exception {
        run(() -> assertThat(failureOf(
                        sh("yes").killOnDrop().output(1_000).catching().await()))
                .isInstanceOf(LimitExceededException.class));
    }

    @Test
    void environmentDirectoryAndFiles_areAsTheCommandSays() throws Exception {
        Path to = directory.resolve("out");
        run(() -> {
            ExitStatus status = sh("echo $A-$HOME; pwd; echo oops >&2")
                    .clearEnvironment()
                    .environment("A", "1")
                    .environment("B", "1")
                    .removeEnvironment("B")
                    .directory(directory)
                    .stdin(Redirect.DISCARD)
                    .stdout(Redirect.to(to.toFile()))
                    .mergeErrors()
                    .status()
                    .await();
            assertThat(status.isSuccess()).isTrue();
        });

        assertThat(to).content().isEqualTo("1-\n" + directory.toRealPath() + "\noops\n");
    }

    @Test
    void spawn_ofWhatIsNoProgram_failsAndNamesIt() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            assertThatThrownBy(
                            () -> runtime.blockOn(Command.of("/no/such/program").spawn()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("/no/such/program");
        }
    }

    @Test
    @Behaviour("t:process_change_of_runtime-02")
    void spawn_outsideOfARuntime_isRefused() {
        assertThatThrownBy(() -> sh("true").spawn().poll(Context.of(Waker.noop())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Pollux runtime");
    }

    @Test
    @Behaviour("t:process_change_of_runtime-01")
    void exited_inAnotherRuntime_isTold() throws Exception {
        try (AsyncRuntime first = AsyncRuntime.currentThread().build();
                AsyncRuntime second = AsyncRuntime.currentThread().build()) {
            ChildProcess child = first.blockOn(piped(WAITS).spawn());
            assertThat(second.blockOn(child.exited()).code()).isEqualTo(7);
        }
    }

    @Test
    @Behaviour("t:process_issue_42-01")
    void manyAtOnce_allEnd() throws Exception {
        run(() -> {
            for (int round = 0; round < 3; round++) {
                List<Future<ExitStatus>> all = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    all.add(Command.of("true").status());
                }
                assertThat(Pollux.joinAll(all).await()).containsOnly(new ExitStatus(0));
            }
        });
    }

    // ---------------------------------------------------------------- pipes

    @Test
    void pipes_carryBothWays() throws Exception {
        run(() -> {
            try (ChildProcess child = piped("cat").killOnDrop().spawn().await()) {
                AsyncBufReader lines = new AsyncBufReader(child.stdout());
                child.stdin().writeAll("one\n").await();
                assertThat(lines.readLine().await()).isEqualTo("one");
                child.stdin().writeAll("two\n").await();
                assertThat(lines.readLine().await()).isEqualTo("two");
                child.stdin().shutdown().await();
                assertThat(lines.readLine().await()).isNull();
                assertThat(child.exited().await().isSuccess()).isTrue();
            }
        });
    }

    @Test
    void read_thatWasDropped_losesNothing() throws Exception {
        run(() -> {
            try (ChildProcess child = piped("cat").killOnDrop().spawn().await()) {
                Future<Integer> dropped = child.stdout().read(ByteBuffer.allocate(8));
                assertThat(dropped.poll(Context.of(Waker.noop())).isReady()).isFalse();
                dropped.drop();
                child.stdin().writeAll("hello").await();
                child.stdin().shutdown().await();

                assertThat(child.stdout().readToEnd(100).await())
                        .asString(UTF_8)
                        .isEqualTo("hello");
            }
        });
    }

    @Test
    @Behaviour("t:process_issue_2174-01")
    void write_toAKilledChild_fails() throws Exception {
        run(() -> {
            try (ChildProcess child = piped("exec sleep 1000").spawn().await()) {
                child.startKill();
                Pollux.fromStage(child.process().onExit()).await();

                child.stdin().write(ByteBuffer.wrap(new byte[10])).await();
                assertThat(failureOf(child.stdin().flush().catching().await())).isInstanceOf(IOException.class);
            }
        });
    }

    @Test
    void write_ofMoreThanThePipeHolds_waitsForTheReader() throws Exception {
        run(() -> {
            try (ChildProcess child = piped("wc -c").killOnDrop().spawn().await()) {
                child.stdin().writeAll(new byte[1_000_000]).await();
                child.stdin().shutdown().await();

                assertThat(child.output(100).await().text().trim()).isEqualTo("1000000");
            }
        });
    }

    @Test
    void close_endsAPendingReadAndClosesThePipe() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
            ChildProcess child = runtime.blockOn(piped("exec cat").killOnDrop().spawn());
            Future<Integer> read = child.stdout().read(ByteBuffer.allocate(8));
            assertThat(read.poll(Context.of(Waker.noop())).isReady()).isFalse();

            child.close();

            assertThatThrownBy(() -> read.poll(Context.of(Waker.noop()))).isInstanceOf(ClosedChannelException.class);
            assertThat(runtime.blockOn(child.exited()).isSuccess()).isFalse();
        }
    }

    @Test
    void stream_thatIsNoPipe_isRefusedWithTheCure() throws Exception {
        run(() -> {
            try (ChildProcess child = sh("true").spawn().await()) {
                assertThatThrownBy(child::stdout)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("Command.stdout(Redirect.PIPE)");
            }
        });
    }

    // ---------------------------------------------------------------- killing

    @Test
    @Behaviour({"t:process_kill_after_wait-01", "PRM-03", "PRM-04", "s:process/unix/reap-02"})
    void kill_beforeAndAfterTheEnd_isFine() throws Exception {
        run(() -> {
            try (ChildProcess child = piped(WAITS).spawn().await()) {
                assertThat(child.tryWait()).isEqualTo(Optional.empty());
                assertThat(child.id()).hasValue(child.process().pid());
                assertThat(child.kill().await().code()).isEqualTo(128 + 9);
                child.startKill();
                child.terminate();
                assertThat(child.kill().await().code()).isEqualTo(128 + 9);
            }
        });
    }

    @Test
    @Behaviour({"t:process_kill_on_drop-01", "PRM-01"})
    void killOnDrop_killsWhenTheFutureIsDroppedOrTheChildClosed() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
            ChildProcess child = runtime.blockOn(piped("exec cat").killOnDrop().spawn());
            child.close();
            assertThat(runtime.blockOn(child.exited()).code()).isEqualTo(128 + 9);

            Path started = directory.resolve("pid");
            var status = runtime.spawn(sh("echo $$ > pid.tmp; mv pid.tmp pid; exec sleep 1000")
                    .directory(directory)
                    .killOnDrop()
                    .status());
            while (!Files.exists(started)) {
                Thread.onSpinWait();
            }
            status.abort();
            ProcessHandle.of(Long.parseLong(Files.readString(started).trim()))
                    .ifPresent(handle -> handle.onExit().join());
        }
    }

    @Test
    @Behaviour("PRM-02")
    void close_withoutKillOnDrop_letsTheChildLive() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            ChildProcess child = runtime.blockOn(piped(WAITS).spawn());
            child.close(); // its input ends, and it with it, by itself

            assertThat(runtime.blockOn(child.exited()).code()).isEqualTo(7);
        }
    }

    @Test
    void exited_thatWasDropped_leavesTheChildAndTheNextOne() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
            ChildProcess child =
                    runtime.blockOn(sh("exec sleep 1000").killOnDrop().spawn());
            var waiting = runtime.spawn(async(() -> child.exited().await()));
            waiting.abort();

            assertThat(runtime.blockOn(child.kill()).code()).isEqualTo(128 + 9);
        }
    }
}
