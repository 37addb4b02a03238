package dev.pollux.signal;

import static dev.pollux.Pollux.async;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Waker;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals that this process sends to itself. */
@Timeout(60)
class SignalsTest {

    private static final Context CX = Context.of(Waker.noop());

    private static void raise(String signal) throws Exception {
        Process kill = new ProcessBuilder(
                        "kill",
                        "-" + signal,
                        String.valueOf(ProcessHandle.current().pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    private static boolean isReady(Future<?> future) throws Exception {
        return future.poll(CX).isReady();
    }

    @ParameterizedTest
    @ValueSource(strings = {"USR1", "SIGUSR2", "winch"})
    @Behaviour({"t:signal_usr1-01", "t:signal_twice-01", "s:signal/registry-01"})
    void recv_isReadyForEachSignal(String signal) throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build();
                SignalListener listener = Signals.listen(signal)) {
            for (int i = 0; i < 2; i++) {
                var received = runtime.spawn(listener.recv());
                raise(signal.toUpperCase(Locale.ROOT).replace("SIG", ""));
                runtime.blockOn(received);
            }
            assertThat(listener.tryRecv()).isFalse();
        }
    }

    @Test
    @Behaviour("t:signal_ctrl_c-01")
    void ctrlC_isReadyAfterIt() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            Future<Void> pressed = Signals.ctrlC();
            assertThat(isReady(pressed)).isFalse();

            raise("INT");

            runtime.blockOn(pressed);
        }
    }

    @Test
    @Behaviour("t:signal_notify_both-01")
    void signal_isHeardByAllListeners() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build();
                SignalListener first = Signals.listen("USR2");
                SignalListener second = Signals.listen("USR2")) {
            raise("USR2");

            runtime.blockOn(first.recv());
            runtime.blockOn(second.recv());
        }
    }

    @Test
    @Behaviour({"t:signal_drop_signal-01", "t:signal_drop_recv-01"})
    void close_ofAListener_leavesTheOthersAndLaterOnes() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build();
                SignalListener stays = Signals.listen("USR2")) {
            Signals.listen("USR2").close();
            raise("USR2");
            runtime.blockOn(stays.recv());
            try (SignalListener later = Signals.listen("USR2")) {
                raise("USR2");
                runtime.blockOn(later.recv());
            }
        }
    }

    @Test
    void signals_thatCameWhileNobodyReceived_areOne() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build();
                SignalListener witness = Signals.listen("USR2");
                SignalListener listener = Signals.listen("USR2")) {
            for (int i = 0; i < 3; i++) {
                raise("USR2");
                runtime.blockOn(witness.recv());
            }

            assertThat(listener.tryRecv()).isTrue();
            assertThat(listener.tryRecv()).isFalse();
            assertThat(isReady(listener.recv())).isFalse();
        }
    }

    @Test
    @Behaviour("t:signal_multi_rt-01")
    void signal_isHeardInAllRuntimes() throws Exception {
        List<AsyncRuntime> runtimes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            runtimes.add(AsyncRuntime.multiThread().workerThreads(1).build());
        }
        List<SignalListener> listeners = new ArrayList<>();
        runtimes.forEach(runtime -> listeners.add(Signals.listen("USR1")));
        for (int round = 0; round < 10; round++) {
            List<JoinHandle<Void>> received = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                received.add(runtimes.get(i).spawn(listeners.get(i).recv()));
            }
            raise("USR1");
            for (int i = 0; i < 4; i++) {
                runtimes.get(i).blockOn(received.get(i));
            }
        }
        runtimes.forEach(AsyncRuntime::close);
    }

    @Test
    @Behaviour("t:signal_drop_rt-01")
    void end_ofARuntime_leavesListenersOfOthers() throws Exception {
        SignalListener listener = Signals.listen("USR2");
        try (AsyncRuntime first = AsyncRuntime.currentThread().build()) {
            raise("USR2");
            first.blockOn(listener.recv());
        }
        try (AsyncRuntime second = AsyncRuntime.currentThread().build()) {
            raise("USR2");
            second.blockOn(listener.recv());
        }
        listener.close();
    }

    @Test
    void stream_yieldsTheNameOfEachSignal() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build();
                SignalListener listener = Signals.listen("SIGUSR2")) {
            var signals = listener.stream();
            var two = runtime.spawn(async(() -> {
                String first = signals.next().await();
                return first + signals.next().await();
            }));
            while (!two.isFinished()) {
                raise("USR2");
            }

            assertThat(runtime.blockOn(two)).isEqualTo("USR2USR2");
            signals.drop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUIT", "KILL", "STOP", "SEGV", "ILL", "FPE"})
    @Behaviour("s:signal/unix-02")
    void listen_toASignalOfTheJvmOrTheSystem_isRefused(String reserved) {
        assertThatThrownBy(() -> Signals.listen(reserved))
                .isInstanceOf(SignalUnavailableException.class)
                .hasMessageContaining(reserved)
                .hasMessageContaining("such as TERM or HUP");
    }

    @Test
    @Behaviour({"s:signal/unix-01", "s:signal/registry-02"})
    void listen_toWhatIsNoSignal_isRefused() {
        assertThatThrownBy(() -> Signals.listen("NONSENSE"))
                .isInstanceOf(SignalUnavailableException.class)
                .hasMessageContaining("Unknown signal: NONSENSE");
    }
}
