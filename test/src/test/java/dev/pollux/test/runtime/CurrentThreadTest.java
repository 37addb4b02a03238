package dev.pollux.test.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.test.Behaviour;
import dev.pollux.test.Leaks;
import dev.pollux.test.PolluxTest;
import dev.pollux.test.TestRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What holds on a runtime without threads of its own. */
class CurrentThreadTest {

    @PolluxTest
    @Behaviour("RTB-01")
    void task_makesNoProgressUntilSomebodyIsInBlockOn(TestRuntime test) throws Exception {
        var polls = new AtomicInteger();
        var task = test.runtime().spawn(async(() -> {
            polls.incrementAndGet();
            yieldNow().await();
        }));
        assertThat(polls).hasValue(0);

        test.run(task);

        assertThat(polls).hasValue(1);
    }

    @PolluxTest
    @Behaviour("RTB-02")
    void task_isPolledOncePerReason(TestRuntime test) throws Exception {
        var box = new Mailbox<String>();
        var reader = new CountedReader(box);
        test.run(() -> {
            var task = spawn(reader);
            yieldNow().await();
            assertThat(reader.polls).as("the first poll").hasValue(1);

            box.send("a");
            yieldNow().await();
            assertThat(reader.polls).as("a message, and none").hasValue(1 + 2);

            box.send("b");
            yieldNow().await();
            assertThat(reader.polls).hasValue(1 + 2 + 2);

            box.close();
            task.await();
            assertThat(reader.polls).as("the end").hasValue(1 + 2 + 2 + 1);
        });
    }

    /** Reads a box to its end, and counts how often it asks. */
    private static final class CountedReader implements Future<Void> {

        private final AtomicInteger polls = new AtomicInteger();
        private final Mailbox<String> box;

        CountedReader(Mailbox<String> box) {
            this.box = box;
        }

        @Override
        public Poll<Void> poll(Context cx) throws Exception {
            while (true) {
                polls.incrementAndGet();
                if (!(box.receive().poll(cx) instanceof Poll.Ready<Optional<String>> ready)) {
                    return Poll.pending();
                }
                if (ready.value().isEmpty()) {
                    return Poll.ready(null);
                }
            }
        }
    }

    // ---------------------------------------------------------------- drops

    @PolluxTest(leaks = Leaks.ALLOW)
    @Behaviour("RTB-03")
    void drop_atShutdown_mayWakeOtherTasksOfTheRuntime(TestRuntime test) throws Exception {
        List<String> log = new ArrayList<>();
        var first = new Mailbox<String>();
        var second = new Mailbox<String>();
        test.run(() -> {
            spawn(readerThatCloses(first, second, log));
            spawn(readerThatCloses(second, first, log));
            yieldNow().await();
        });

        test.runtime().close();

        assertThat(log).containsExactly("dropped", "dropped");
    }

    private static Future<Void> readerThatCloses(Mailbox<String> own, Mailbox<String> other, List<String> log) {
        return async(() -> {
            try {
                own.receive().await();
            } finally {
                log.add("dropped");
                other.close();
            }
        });
    }

    @PolluxTest(leaks = Leaks.ALLOW)
    @Behaviour("RTB-05")
    void drop_afterTheRootFailed_mayWake_andTheFailureStays(TestRuntime test) {
        List<String> log = new ArrayList<>();
        var box = new Mailbox<String>();
        var failure = new IllegalStateException("planned");

        assertThatThrownBy(() -> test.run(() -> {
                    spawn(readerThatCloses(new Mailbox<>(), box, log));
                    spawn(readerThatCloses(box, new Mailbox<>(), log));
                    try {
                        yieldNow().await();
                        throw failure;
                    } finally {
                        box.close();
                    }
                }))
                .isSameAs(failure)
                .hasNoSuppressedExceptions();
        test.runtime().close();

        assertThat(log).containsExactly("dropped", "dropped");
    }

    // ---------------------------------------------------------------- settings

    @Test
    @Behaviour({"RTB-10", "RTT-28"})
    void name_isKeptPerRuntime() {
        try (AsyncRuntime one = AsyncRuntime.currentThread().name("one").build();
                AsyncRuntime two = AsyncRuntime.multiThread().name("two").build();
                AsyncRuntime unnamed = AsyncRuntime.currentThread().build()) {
            assertThat(one.handle().name()).isEqualTo("one");
            assertThat(two.handle().name()).isEqualTo("two");
            assertThat(unnamed.handle().name()).isEqualTo("pollux");
        }
    }

    @Test
    @Behaviour({"RTB-14", "RTB-15"})
    void seed_givesEachRuntimeTheSameChoices_overAllEntries() throws Exception {
        List<Long> once = choices(1, 6);

        assertThat(once).doesNotHaveDuplicates();
        assertThat(choices(1, 6)).isEqualTo(once);
        assertThat(choices(3, 2)).as("in three entries").isEqualTo(once);
    }

    private static List<Long> choices(int entries, int each) throws Exception {
        List<Long> drawn = new ArrayList<>();
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().seed(1).build()) {
            for (int entry = 0; entry < entries; entry++) {
                runtime.blockOn(async(() -> {
                    for (int i = 0; i < each; i++) {
                        drawn.add(RuntimeContext.current().random().nextLong());
                        yieldNow().await();
                    }
                }));
            }
        }
        return drawn;
    }

    @PolluxTest(leaks = Leaks.ALLOW)
    void close_dropsWhatIsLeft(TestRuntime test) {
        var task = test.runtime().spawn(pending());

        test.runtime().close();

        assertThat(task.isFinished()).isTrue();
    }
}
