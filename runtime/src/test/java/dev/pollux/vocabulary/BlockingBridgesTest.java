package dev.pollux.vocabulary;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.blockInPlace;
import static dev.pollux.Pollux.spawnBlocking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.sync.Mpmc;
import dev.pollux.sync.Mpsc;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods of channels that block their thread: where they may be called, and that they work there. */
@Timeout(60)
class BlockingBridgesTest {

    private static AsyncRuntime runtime(boolean multiThread) {
        return (multiThread ? AsyncRuntime.multiThread().workerThreads(1) : AsyncRuntime.currentThread()).build();
    }

    private static Callable<?> call(String method) {
        Mpsc.Channel<Integer> mpsc = Mpsc.bounded(1);
        Mpmc.Channel<Integer> mpmc = Mpmc.bounded(1);
        return switch (method) {
            case "mpsc send" ->
                () -> {
                    mpsc.sender().blockingSend(1);
                    return mpsc.receiver().tryRecv();
                };
            case "mpsc recv" ->
                () -> {
                    mpsc.sender().trySend(1);
                    return mpsc.receiver().blockingRecv();
                };
            case "mpmc send" ->
                () -> {
                    mpmc.sender().blockingSend(1);
                    return mpmc.receiver().tryRecv();
                };
            default ->
                () -> {
                    mpmc.sender().trySend(1);
                    return mpmc.receiver().blockingRecv();
                };
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"mpsc send", "mpsc recv", "mpmc send", "mpmc recv"})
    @Behaviour({"MPS-50", "MPS-52", "t:sync_panic-08", "t:sync_panic-10", "t:sync_panic-11"})
    void blockingMethod_inATask_isRefused(String method) throws Exception {
        for (boolean multiThread : new boolean[] {false, true}) {
            try (AsyncRuntime runtime = runtime(multiThread)) {
                assertThatThrownBy(
                                () -> runtime.blockOn(async(() -> call(method).call())))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("inside async code")
                        .hasMessageContaining("recv().await()");
                assertThatThrownBy(() -> runtime.blockOn(async(() ->
                                runtime.spawn(async(() -> call(method).call())).await())))
                        .hasStackTraceContaining("inside async code");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mpsc send", "mpsc recv", "mpmc send", "mpmc recv"})
    void blockingMethod_inABlockingJobOrInPlaceOrOutside_works(String method) throws Exception {
        assertThat(call(method).call()).isEqualTo(1);
        try (AsyncRuntime runtime = runtime(true)) {
            assertThat(runtime.<Object>blockOn(async(() -> {
                        Object inPool = spawnBlocking(() -> call(method).call()).await();
                        Object inPlace = blockInPlace(() -> call(method).call());
                        return inPool.equals(inPlace) ? inPlace : inPool + " is not " + inPlace;
                    })))
                    .isEqualTo(1);
        }
    }

    @Test
    @Behaviour({"MPS-49", "MPS-51"})
    void blockingMethods_onPlainThreads_waitForTasks() throws Exception {
        Mpsc.Channel<Integer> requests = Mpsc.bounded(1);
        Mpsc.Channel<Integer> answers = Mpsc.bounded(1);
        try (AsyncRuntime runtime = runtime(true)) {
            var server = runtime.spawn(async(() -> {
                var incoming = requests.receiver();
                for (Integer next = incoming.recv().await();
                        next != null;
                        next = incoming.recv().await()) {
                    answers.sender().send(next * 2).await();
                }
            }));

            int sum = 0;
            for (int request = 0; request < 1_000; request++) {
                requests.sender().blockingSend(request);
                sum += answers.receiver().blockingRecv();
            }
            requests.sender().close();
            runtime.blockOn(server);

            assertThat(sum).isEqualTo(999_000);
        }
    }

    @Test
    void blockingRecv_interrupted_losesNoMessage() throws Exception {
        Mpsc.Channel<Integer> channel = Mpsc.bounded(1);
        Thread.currentThread().interrupt();

        assertThatThrownBy(channel.receiver()::blockingRecv).isInstanceOf(InterruptedException.class);

        channel.sender().trySend(1);
        assertThat(channel.receiver().blockingRecv()).isEqualTo(1);
    }

    @Test
    void blockingSend_interrupted_sendsNothing() throws Exception {
        Mpsc.Channel<Integer> channel = Mpsc.bounded(1);
        channel.sender().trySend(1);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> channel.sender().blockingSend(2)).isInstanceOf(InterruptedException.class);

        assertThat(channel.receiver().tryRecv()).isEqualTo(1);
        assertThat(channel.receiver().tryRecv()).isNull();
        assertThat(channel.sender().trySend(3)).isTrue();
    }
}
