package dev.pollux.examples.ownruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Future;
import java.awt.EventQueue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OwnRuntimeTest {

    private static final Duration TICK = Duration.ofMillis(1);

    @Test
    void runtime_isNotOnTheClassPath() {
        assertThatThrownBy(() -> Class.forName("dev.pollux.Pollux")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void countdown_onAnExecutorService_countsBoth() {
        List<String> shown = new CopyOnWriteArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            String result = Driver.start(new Countdown(TICK, shown::add).twice(2, 1), pool)
                    .join();

            assertThat(result).isEqualTo("counted from 2, counted from 1");
            assertThat(shown).containsExactlyInAnyOrder("2 ...", "1 ...", "1 ...", "lift-off", "lift-off");
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void countdown_onTheEventThread_staysOnIt() {
        AtomicBoolean strayed = new AtomicBoolean();
        ConcurrentLinkedQueue<String> shown = new ConcurrentLinkedQueue<>();
        var countdown = new Countdown(TICK, text -> {
            strayed.compareAndSet(false, !EventQueue.isDispatchThread());
            shown.add(text);
        });

        String result = Driver.start(countdown.from(2), EventQueue::invokeLater).join();

        assertThat(result).isEqualTo("counted from 2");
        assertThat(shown).containsExactly("2 ...", "1 ...", "lift-off");
        assertThat(strayed).isFalse();
    }

    @Test
    void failure_reachesTheCaller() {
        Future<String> broken = cx -> {
            throw new IllegalStateException("broken");
        };

        assertThatThrownBy(() -> Driver.start(broken, Runnable::run).join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("broken");
    }
}
