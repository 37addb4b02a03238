package dev.pollux.runtime;

import static dev.pollux.Pollux.ready;
import static dev.pollux.runtime.TestFutures.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Waker;
import dev.pollux.net.TcpListener;
import dev.pollux.runtime.TestFutures.Gate;
import dev.pollux.task.JoinHandle;
import dev.pollux.time.Sleep;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A failure that says that the runtime was shut down can be told from others. */
class ShutdownFailureTest {

    private final Context cx = Context.of(Waker.noop());

    @Test
    @Behaviour("RTE-01")
    void failureOfASocket_whoseRuntimeWasShutDown_isRecognised() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.currentThread().build();
        TcpListener listener = runtime.blockOn(TcpListener.bind("127.0.0.1:0"));
        var accept = listener.accept();
        assertThat(accept.poll(cx).isReady()).isFalse();
        runtime.close();

        assertThat(AsyncRuntime.isShutdown(catchThrowable(() -> accept.poll(cx))))
                .isTrue();
        assertThat(AsyncRuntime.isShutdown(
                        catchThrowable(() -> listener.accept().poll(cx))))
                .isTrue();
    }

    @Test
    @SuppressWarnings("pollux:unused-future") // it is kept in the array
    void failureOfATimerOrOfBlockOn_whoseRuntimeWasShutDown_isRecognised() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.currentThread().build();
        Sleep[] sleep = new Sleep[1];
        runtime.blockOn(call(() -> sleep[0] = Sleep.of(Duration.ofHours(1))));
        assertThat(sleep[0].poll(cx).isReady()).isFalse();
        runtime.close();

        assertThat(AsyncRuntime.isShutdown(catchThrowable(() -> sleep[0].poll(cx))))
                .isTrue();
        assertThat(AsyncRuntime.isShutdown(catchThrowable(() -> runtime.blockOn(ready("late")))))
                .isTrue();
    }

    @Test
    @Behaviour("RTE-02")
    void failureOfASocketForAnotherReason_isNot() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            TcpListener listener = runtime.blockOn(TcpListener.bind("127.0.0.1:0"));
            listener.close();

            Throwable closed = catchThrowable(() -> runtime.blockOn(listener.accept()));

            assertThat(closed).isInstanceOf(IOException.class);
            assertThat(AsyncRuntime.isShutdown(closed)).isFalse();
        }
    }

    @Test
    @Behaviour("RTE-03")
    void failureOfATask_isNot() {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            Throwable failure = catchThrowable(() -> runtime.blockOn(runtime.spawn(call(() -> {
                throw new IllegalStateException("boom");
            }))));

            assertThat(failure).hasMessage("boom");
            assertThat(AsyncRuntime.isShutdown(failure)).isFalse();
        }
    }

    @Test
    @Behaviour("RTE-04")
    void cancellationOfATask_isNot() {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            JoinHandle<String> task = runtime.spawn(new Gate());
            task.abort();

            Throwable cancelled = catchThrowable(() -> runtime.blockOn(task));

            assertThat(cancelled).hasMessageContaining("cancelled");
            assertThat(AsyncRuntime.isShutdown(cancelled)).isFalse();
        }
    }

    @Test
    @Behaviour("RTE-05")
    void failuresThatOnlyLookLikeIt_areNot() {
        RuntimeException real = new RuntimeShutdownException("sleep", "the Pollux runtime \"x\"", null);
        assertThat(AsyncRuntime.isShutdown(real)).isTrue();

        assertThat(AsyncRuntime.isShutdown(new IllegalStateException(real.getMessage())))
                .isFalse();
        assertThat(AsyncRuntime.isShutdown(new IOException("the Pollux runtime of this socket was shut down")))
                .isFalse();
        assertThat(AsyncRuntime.isShutdown(new ClosedChannelException())).isFalse();
        assertThat(AsyncRuntime.isShutdown(new Throwable())).isFalse();
    }
}
