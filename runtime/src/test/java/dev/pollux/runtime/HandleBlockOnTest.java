package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.blockInPlace;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.runtime.TestFutures.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.net.TcpListener;
import dev.pollux.runtime.TestFutures.Gate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code blockOn} of a handle, which does what that of the runtime does. */
@Timeout(60)
class HandleBlockOnTest {

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTH-01")
    void plainFuture_isRunOnTheCallersThread(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = size.builder().build()) {
            assertThat(runtime.handle().blockOn(call(Thread::currentThread))).isSameAs(Thread.currentThread());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTH-11")
    void listener_isBound(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = size.builder().build();
                TcpListener listener = runtime.handle().blockOn(TcpListener.bind("127.0.0.1:0"))) {
            assertThat(listener.localAddress().getPort()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_WORKER", "FOUR_WORKERS"})
    @Behaviour("RTH-04")
    void yieldNow_inABlockOnInPlace_goesOn(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = size.builder().build()) {
            String value = runtime.handle()
                    .blockOn(runtime.spawn(call(() ->
                            blockInPlace(() -> Handle.current().blockOn(async(() -> {
                                yieldNow().await();
                                return "yielded";
                            }))))));

            assertThat(value).isEqualTo("yielded");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTH-10")
    @SuppressWarnings("pollux:blocking-call") // that is the point
    void parkOfTheThreadItself_isNotDisturbed(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = size.builder().build()) {
            Gate gate = new Gate();
            AtomicBoolean unparked = new AtomicBoolean();
            String value = runtime.handle().blockOn(async(() -> {
                Thread here = Thread.currentThread();
                new Thread(() -> {
                            unparked.set(true);
                            LockSupport.unpark(here);
                        })
                        .start();
                while (!unparked.get()) {
                    LockSupport.park();
                }
                new Thread(gate::open).start(); // and a wake of the future is not lost for it
                return gate.await();
            }));

            assertThat(value).isEqualTo("open");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTH-23")
    void sleep_ends(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = size.builder().build()) {
            long before = System.nanoTime();
            runtime.handle().blockOn(async(() -> {
                sleep(Duration.ofMillis(5)).await();
            }));

            assertThat(System.nanoTime() - before)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(5).toNanos());
        }
    }

    @Test
    @Behaviour("RTH-23")
    void sleep_inTwoCallersOfACurrentThreadRuntime_endsInBoth() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            var other = runtime.spawnBlocking(() -> Handle.current().blockOn(async(() -> {
                sleep(Duration.ofMillis(1)).await();
                return "slept";
            })));

            assertThat(runtime.handle().blockOn(other)).isEqualTo("slept");
        }
    }
}
