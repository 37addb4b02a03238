package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Permits for what is written by hand: a future that is kept, and polled now and then. */
class SemaphorePollsTest {

    private final AtomicInteger wakes = new AtomicInteger();
    private final Context cx = Context.of(Waker.of(wakes::incrementAndGet));

    @Test
    @Behaviour("PSM-01")
    void acquire_keptAndPolled_waitsAndGetsAPermit() throws Exception {
        Semaphore semaphore = new Semaphore(1);
        var first = semaphore.acquire().poll(cx).get();
        var second = semaphore.acquire();
        assertThat(second.poll(cx)).isSameAs(Poll.pending());
        assertThat(second.poll(cx)).isSameAs(Poll.pending());

        first.close();

        assertThat(wakes).hasValue(1);
        second.poll(cx).get().close();
        assertThat(semaphore.availablePermits()).isEqualTo(1);
    }

    @Test
    @Behaviour("PSM-02")
    void acquireMany_keptAndPolled_waitsForAllOfThem() throws Exception {
        Semaphore semaphore = new Semaphore(4);
        var three = semaphore.acquireMany(3).poll(cx).get();
        var four = semaphore.acquireMany(4);
        assertThat(four.poll(cx)).isSameAs(Poll.pending());

        three.close();

        assertThat(wakes).hasValue(1);
        assertThat(four.poll(cx).get().count()).isEqualTo(4);
        assertThat(semaphore.availablePermits()).isZero();
    }

    @Test
    @Behaviour("PSM-03")
    void acquireMany_anotherNumberInTheMiddleOfAWait_takesNoMoreThanThat() throws Exception {
        Semaphore semaphore = new Semaphore(2);
        var five = semaphore.acquireMany(5);
        assertThat(five.poll(cx)).isSameAs(Poll.pending());

        five.drop();
        var two = semaphore.acquireMany(2).poll(cx).get();

        assertThat(two.count()).isEqualTo(2);
        assertThat(semaphore.availablePermits()).isZero();
        two.close();
        assertThat(semaphore.availablePermits()).isEqualTo(2);
    }
}
