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

    enum Flavour {
        CURRENT_THREAD,
        ONE_WORKER,
        FOUR_WORKERS;

        AsyncRuntime build() {
            return switch (this) {
                case CURRENT_THREAD -> AsyncRuntime.currentThread().build();
                case ONE_WORKER -> AsyncRuntime.multiThread().workerThreads(1).build();
                case FOUR_WORKERS -> AsyncRuntime.multiThread().workerThreads(4).build();
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTH-01")
    void plainFuture_isRunOnTheCallersThread(Flavour flavour) throws Exception {
        try (AsyncRuntime runtime = flavour.build()) {
            assertThat(runtime.handle().blockOn(call(Thread::currentThread))).isSameAs(Thread.currentThread());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTH-11")
    void listener_isBound(Flavour flavour) throws Exception {
        try (AsyncRuntime runtime = flavour.build();
                TcpListener listener = runtime.handle().blockOn(TcpListener.bind("127.0.0.1:0"))) {
            assertThat(listener.localAddress().getPort()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_WORKER", "FOUR_WORKERS"})
    @Behaviour("RTH-04")
    void yieldNow_inABlockOnInPlace_goesOn(Flavour flavour) throws Exception {
        try (AsyncRuntime runtime = flavour.build()) {
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
    void parkOfTheThreadItself_isNotDisturbed(Flavour flavour) throws Exception {
        try (AsyncRuntime runtime = flavour.build()) {
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
    void sleep_ends(Flavour flavour) throws Exception {
        try (AsyncRuntime runtime = flavour.build()) {
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
