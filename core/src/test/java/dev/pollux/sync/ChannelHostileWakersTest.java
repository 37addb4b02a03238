package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Polled;
import dev.pollux.future.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wakers that throw, call back, or block, wherever a channel wakes somebody. */
class ChannelHostileWakersTest {

    /** One place in the code where somebody is woken. */
    record Site(String name, Consumer<Function<List<WaitQueue>, Waker>> scenario) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Poll<?> poll(Future<?> future, Waker waker) {
        try {
            return future.poll(Context.of(waker));
        } catch (Exception e) {
            return fail(e);
        }
    }

    private static void assertPending(Future<?> future, Waker waker) {
        assertThat(poll(future, waker)).isSameAs(Poll.pending());
    }

    static Stream<Site> sites() {
        return Stream.of(
                new Site("mpsc: a message wakes the receiver", mpsc((ends, hostile) -> {
                    assertPending(ends.receiver().recv(), hostile);
                    ends.sender().trySend(1);
                    assertThat(ends.receiver().tryRecv()).isEqualTo(1);
                })),
                new Site("mpsc: reserved room wakes the receiver", mpsc((ends, hostile) -> {
                    assertPending(ends.receiver().recv(), hostile);
                    ends.sender().tryReserve().send(1);
                    assertThat(ends.receiver().tryRecv()).isEqualTo(1);
                })),
                new Site("mpsc: the last sender wakes the receiver", mpsc((ends, hostile) -> {
                    assertPending(ends.receiver().recv(), hostile);
                    ends.sender().close();
                    assertThat(poll(ends.receiver().recv(), Waker.noop())).isEqualTo(Poll.ready(null));
                })),
                new Site("mpsc: a receive wakes senders", mpsc((ends, hostile) -> {
                    ends.sender().trySend(0);
                    sendTwice(ends, hostile, () -> ends.receiver().tryRecv());
                })),
                new Site("mpsc: returned room wakes senders", mpsc((ends, hostile) -> {
                    var permit = ends.sender().tryReserve();
                    sendTwice(ends, hostile, permit::close);
                })),
                new Site("mpsc: a drop passes room on", mpsc((ends, hostile) -> {
                    ends.sender().trySend(0);
                    Future<?> dropped = ends.sender().send(9);
                    assertPending(dropped, Waker.noop());
                    ends.receiver().tryRecv();
                    sendTwice(ends, hostile, dropped::drop);
                })),
                new Site("mpsc: a close wakes senders, and those who wait for it", mpsc((ends, hostile) -> {
                    ends.sender().trySend(0);
                    var next = new Polls();
                    assertPending(ends.sender().send(1), hostile);
                    next.add(ends.sender().send(2));
                    assertPending(ends.sender().closed(), hostile);
                    next.add(ends.sender().closed());
                    ends.receiver().close();
                    next.assertAllWoken();
                })),
                new Site("mpmc: a message wakes a receiver", mpmc((ends, hostile) -> {
                    Future<?> receive = ends.receiver().recv();
                    assertPending(receive, hostile);
                    ends.sender().trySend(1);
                    assertThat(poll(receive, Waker.noop())).isEqualTo(Poll.ready(1));
                })),
                new Site("mpmc: a receive wakes a sender", mpmc((ends, hostile) -> {
                    ends.sender().trySend(0);
                    Future<?> send = ends.sender().send(1);
                    assertPending(send, hostile);
                    ends.receiver().tryRecv();
                    assertThat(poll(send, Waker.noop()).isReady()).isTrue();
                })),
                new Site("mpmc: dropped receivers and senders pass on what they got", mpmc((ends, hostile) -> {
                    Future<?> dropped = ends.receiver().recv();
                    Future<?> next = ends.receiver().recv();
                    assertPending(dropped, Waker.noop());
                    assertPending(next, hostile);
                    ends.sender().trySend(0);
                    dropped.drop();
                    assertThat(poll(next, Waker.noop())).isEqualTo(Poll.ready(0));
                })),
                new Site("mpmc: a close wakes all", mpmc((ends, hostile) -> {
                    var next = new Polls();
                    assertPending(ends.receiver().recv(), hostile);
                    next.add(ends.receiver().recv());
                    assertPending(ends.sender().closed(), hostile);
                    next.add(ends.sender().closed());
                    ends.sender().close();
                    next.assertAllWoken();
                })));
    }

    private static Consumer<Function<List<WaitQueue>, Waker>> mpsc(BiConsumer<Mpsc.Channel<Integer>, Waker> scenario) {
        return hostile -> {
            MpscChannel<Integer> shared = new MpscChannel<>(1);
            var ends = new Mpsc.Channel<>(new Mpsc.Sender<>(shared), new Mpsc.Receiver<>(shared));
            scenario.accept(ends, hostile.apply(List.of(shared.line(), shared.untilClosed())));
        };
    }

    private static Consumer<Function<List<WaitQueue>, Waker>> mpmc(BiConsumer<Mpmc.Channel<Integer>, Waker> scenario) {
        return hostile -> {
            MpmcChannel<Integer> shared = new MpmcChannel<>(1);
            var ends = new Mpmc.Channel<>(new Mpmc.Sender<>(shared), new Mpmc.Receiver<>(shared));
            scenario.accept(ends, hostile.apply(List.of(shared.senders(), shared.receivers(), shared.untilClosed())));
        };
    }

    /** The hostile one is first in line; whoever is behind it has its turn all the same. */
    private static void sendTwice(Mpsc.Channel<Integer> ends, Waker hostile, Runnable free) {
        Future<?> first = ends.sender().send(1);
        var second = new Polls();
        assertPending(first, hostile);
        second.add(ends.sender().send(2));
        free.run();
        assertThat(poll(first, Waker.noop()).isReady()).isTrue();
        assertThat(ends.receiver().tryRecv()).isEqualTo(1);
        second.assertAllWoken();
    }

    private static final class Polls {
        private final List<Polled<?>> polls = new ArrayList<>();

        void add(Future<?> future) {
            var polled = Polled.of(future);
            polls.add(polled);
            try {
                polled.assertPending();
            } catch (Exception e) {
                fail(e);
            }
        }

        void assertAllWoken() {
            assertThat(polls).allSatisfy(polled -> assertThat(polled.wakes()).isEqualTo(1));
        }
    }

    @ParameterizedTest
    @MethodSource("sites")
    void throwingWaker_isReportedAndHurtsNobody(Site site) {
        var reported = new ArrayList<Throwable>();
        Thread thread = Thread.currentThread();
        var before = thread.getUncaughtExceptionHandler();
        thread.setUncaughtExceptionHandler((where, failure) -> reported.add(failure));
        try {
            site.scenario().accept(locks -> () -> {
                throw new AssertionError("hostile");
            });
        } finally {
            thread.setUncaughtExceptionHandler(before);
        }

        assertThat(reported)
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure).hasMessage("hostile"));
    }

    @ParameterizedTest
    @MethodSource("sites")
    void waker_isCalledUnderNoLock_soThatItMayBlock(Site site) {
        List<Boolean> held = new ArrayList<>();

        site.scenario().accept(locks -> () -> held.add(locks.stream().anyMatch(Thread::holdsLock)));

        assertThat(held).isNotEmpty().containsOnly(false);
    }

    @Test
    void reenteringWaker_ofTheReceiver_findsTheMessage() throws Exception {
        Mpsc.Channel<Integer> channel = Mpsc.bounded(1);
        List<Integer> found = new ArrayList<>();
        assertPending(
                channel.receiver().recv(), () -> found.add(channel.receiver().tryRecv()));

        channel.sender().trySend(1);

        assertThat(found).containsExactly(1);
    }

    @Test
    void reenteringWaker_ofASender_sendsInsideTheReceive() throws Exception {
        Mpsc.Channel<Integer> channel = Mpsc.bounded(1);
        channel.sender().trySend(0);
        Future<?> send = channel.sender().send(1);
        assertPending(send, () -> poll(send, Waker.noop()));

        assertThat(channel.receiver().tryRecv()).isEqualTo(0);

        assertThat(channel.receiver().tryRecv()).isEqualTo(1);
    }

    @Test
    void reenteringWaker_thatClosesTheChannel_endsIt() throws Exception {
        Mpsc.Channel<Integer> channel = Mpsc.bounded(1);
        channel.sender().trySend(0);
        var second = Polled.of(channel.sender().send(2));
        assertPending(channel.sender().send(1), channel.receiver()::close);
        second.assertPending();

        assertThat(channel.receiver().tryRecv()).isEqualTo(0);

        assertThat(second.assertFails()).isInstanceOf(ClosedException.class);
    }

    @Test
    void reenteringWaker_ofAnMpmcReceiver_takesItsMessage() throws Exception {
        Mpmc.Channel<Integer> channel = Mpmc.bounded(1);
        List<Object> found = new ArrayList<>();
        Future<Integer> receive = channel.receiver().recv();
        assertPending(receive, () -> found.add(poll(receive, Waker.noop())));

        channel.sender().trySend(1);

        assertThat(found).containsExactly(Poll.ready(1));
    }
}
