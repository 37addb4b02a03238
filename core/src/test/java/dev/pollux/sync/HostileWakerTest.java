package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A waker that breaks its rules hurts nobody else, wherever this package wakes. */
@Timeout(60)
class HostileWakerTest {

    /** Where something wakes: futures that are pending, what wakes them, and what can be done to the same object meanwhile. */
    record Place(List<Future<?>> pending, Runnable waking, Runnable again) {

        static Place of(Supplier<Future<?>> waiting, Runnable waking, Runnable again) {
            List<Future<?>> two = new ArrayList<>(List.of(waiting.get(), waiting.get()));
            return new Place(two, waking, again);
        }
    }

    static Stream<Arguments> places() {
        return Stream.of(
                arguments("semaphore, release", (Supplier<Place>) () -> {
                    var semaphore = new Semaphore(0);
                    return Place.of(semaphore::acquire, () -> semaphore.addPermits(2), semaphore::tryAcquire);
                }),
                arguments("semaphore, close", (Supplier<Place>) () -> {
                    var semaphore = new Semaphore(0);
                    return Place.of(semaphore::acquire, semaphore::close, () -> semaphore.addPermits(1));
                }),
                arguments("semaphore, a drop in line", (Supplier<Place>) () -> {
                    var semaphore = new Semaphore(2);
                    Future<?> many = semaphore.acquireMany(3);
                    poll(many, Context.of(() -> {}));
                    return Place.of(semaphore::acquire, many::drop, () -> semaphore.addPermits(1));
                }),
                arguments("notify, all", (Supplier<Place>) () -> {
                    var notify = new Notify();
                    return Place.of(notify::notified, notify::notifyWaiters, notify::notifyOne);
                }),
                arguments("notify, one by one", (Supplier<Place>) () -> {
                    var notify = new Notify();
                    Runnable both = () -> {
                        notify.notifyOne();
                        notify.notifyLast();
                    };
                    return Place.of(notify::notified, both, notify::notifyWaiters);
                }),
                arguments("notify, a drop passes it on", (Supplier<Place>) () -> {
                    var notify = new Notify();
                    List<Future<?>> dropped = List.of(notify.notified(), notify.notified());
                    dropped.forEach(each -> poll(each, Context.of(() -> {})));
                    Runnable both = () -> {
                        notify.notifyOne();
                        notify.notifyOne();
                        dropped.forEach(Future::drop);
                    };
                    return Place.of(notify::notified, both, () -> {
                        Future<?> another = notify.notified();
                        poll(another, Context.of(() -> {}));
                        another.drop();
                    });
                }),
                arguments("oneshot, send", (Supplier<Place>) () -> {
                    var channel = Oneshot.<Integer>channel();
                    var other = Oneshot.<Integer>channel();
                    Runnable both = () -> {
                        channel.sender().send(1);
                        other.sender().send(1);
                    };
                    return new Place(List.of(channel.receiver(), other.receiver()), both, channel.sender()::close);
                }),
                arguments("oneshot, closed", (Supplier<Place>) () -> {
                    var channel = Oneshot.<Integer>channel();
                    return Place.of(channel.sender()::closed, channel.receiver()::close, channel.sender()::isClosed);
                }),
                arguments("oneshot, the sender hangs up", (Supplier<Place>) () -> {
                    var channel = Oneshot.<Integer>channel();
                    var other = Oneshot.<Integer>channel();
                    Runnable both = () -> {
                        channel.sender().close();
                        other.sender().close();
                    };
                    return new Place(List.of(channel.receiver(), other.receiver()), both, channel.receiver()::close);
                }),
                arguments("oneshot, the receiver and who waits for its end", (Supplier<Place>) () -> {
                    var channel = Oneshot.<Integer>channel();
                    List<Future<?>> two =
                            List.of(channel.receiver(), channel.sender().closed());
                    return new Place(two, () -> channel.sender().send(1), channel.sender()::isClosed);
                }),
                arguments("oneshot, the receiver is dropped", (Supplier<Place>) () -> {
                    var channel = Oneshot.<Integer>channel();
                    return Place.of(channel.sender()::closed, channel.receiver()::drop, channel.sender()::close);
                }),
                arguments("broadcast, send", (Supplier<Place>) () -> {
                    var channel = Broadcast.<Integer>channel(4);
                    var sender = channel.sender();
                    return Place.of(() -> sender.subscribe().recv(), () -> sender.send(1), () -> sender.send(2));
                }),
                arguments("broadcast, close", (Supplier<Place>) () -> {
                    var channel = Broadcast.<Integer>channel(4);
                    var sender = channel.sender();
                    return Place.of(() -> sender.subscribe().recv(), sender::close, sender::subscribe);
                }),
                arguments("broadcast, closed", (Supplier<Place>) () -> {
                    var channel = Broadcast.<Integer>channel(4);
                    return Place.of(channel.sender()::closed, channel.receiver()::close, channel.sender()::size);
                }),
                arguments("watch, send", (Supplier<Place>) () -> {
                    var channel = Watch.channel(0);
                    var sender = channel.sender();
                    return Place.of(() -> sender.subscribe().changed(), () -> sender.send(1), () -> sender.send(2));
                }),
                arguments("watch, close", (Supplier<Place>) () -> {
                    var sender = Watch.channel(0).sender();
                    return Place.of(() -> sender.subscribe().changed(), sender::close, sender::subscribe);
                }),
                arguments("watch, waitFor", (Supplier<Place>) () -> {
                    var sender = Watch.channel(0).sender();
                    return Place.of(
                            () -> sender.subscribe().waitFor(value -> value > 0),
                            () -> sender.send(1),
                            () -> sender.send(2));
                }),
                arguments("watch, waitFor and close", (Supplier<Place>) () -> {
                    var sender = Watch.channel(0).sender();
                    return Place.of(
                            () -> sender.subscribe().waitFor(value -> value > 0), sender::close, sender::subscribe);
                }),
                arguments("watch, closed", (Supplier<Place>) () -> {
                    var channel = Watch.channel(0);
                    return Place.of(channel.sender()::closed, channel.receiver()::close, channel.sender()::borrow);
                }),
                arguments("barrier", (Supplier<Place>) () -> {
                    var barrier = new Barrier(3);
                    Runnable last = () -> poll(barrier.arrive(), Context.of(() -> {}));
                    return Place.of(barrier::arrive, last, barrier::waiting);
                }),
                arguments("set once", (Supplier<Place>) () -> {
                    var cell = new SetOnce<Integer>();
                    return Place.of(cell::whenSet, () -> cell.set(1), () -> cell.trySet(2));
                }),
                arguments("once cell, value", (Supplier<Place>) () -> {
                    var cell = new OnceCell<Integer>();
                    var input = Oneshot.<Integer>channel();
                    Future<?> first = cell.getOrInit(Blocks.of(input.receiver()));
                    poll(first, Context.of(() -> {}));
                    Runnable value = () -> {
                        input.sender().send(1);
                        poll(first, Context.of(() -> {}));
                    };
                    return Place.of(() -> cell.getOrInit(() -> 2), value, cell::get);
                }),
                arguments("once cell, a failure passes the turn on", turns(HostileWakerTest::failing)),
                arguments("once cell, a drop passes the turn on", turns(HostileWakerTest::dropped)),
                arguments("awaitUntil", (Supplier<Place>) () -> {
                    var notify = new Notify();
                    var condition = new AtomicBoolean();
                    Runnable change = () -> {
                        condition.set(true);
                        notify.notifyWaiters();
                    };
                    return Place.of(() -> notify.awaitUntil(condition::get), change, notify::notifyWaiters);
                }));
    }

    /** Two cells, whose initialisers are at work until they are told to end. */
    private static Supplier<Place> turns(Function<OnceCell<Integer>, Runnable> worker) {
        return () -> {
            var cell = new OnceCell<Integer>();
            var other = new OnceCell<Integer>();
            List<Runnable> ends = List.of(worker.apply(cell), worker.apply(other));
            return new Place(
                    List.of(cell.getOrInit(() -> 1), other.getOrInit(() -> 2)),
                    () -> ends.forEach(Runnable::run),
                    () -> {
                        Future<?> another = cell.getOrInit(() -> 3);
                        poll(another, Context.of(() -> {}));
                        another.drop();
                    });
        };
    }

    /** Begins to initialise a cell; returns how to make that fail. */
    private static Runnable failing(OnceCell<Integer> cell) {
        var input = Oneshot.<Integer>channel();
        Future<?> worker = cell.getOrInit(Blocks.of(input.receiver()));
        poll(worker, Context.of(() -> {}));
        return () -> {
            input.sender().close();
            poll(worker, Context.of(() -> {}));
        };
    }

    /** Begins to initialise a cell; returns how to drop that. */
    private static Runnable dropped(OnceCell<Integer> cell) {
        Future<?> worker = cell.getOrInit(Blocks.of(Oneshot.<Integer>channel().receiver()));
        poll(worker, Context.of(() -> {}));
        return worker::drop;
    }

    private final List<Throwable> reported = new ArrayList<>();
    private final AtomicInteger wakes = new AtomicInteger();

    @BeforeEach
    void collectReports() {
        Thread.currentThread().setUncaughtExceptionHandler((thread, defect) -> reported.add(defect));
    }

    @AfterEach
    void restoreHandler() {
        Thread.currentThread().setUncaughtExceptionHandler(null);
    }

    private void wakeWith(Place place, Waker hostile) {
        Future<?> first = place.pending.get(0);
        Future<?> second = place.pending.get(1);
        assertThat(poll(first, Context.of(hostile))).isSameAs(Poll.PENDING);
        assertThat(poll(second, Context.of(wakes::incrementAndGet))).isSameAs(Poll.PENDING);

        place.waking.run();

        assertThat(wakes).hasValue(1);
        assertThat(poll(first, Context.of(() -> {}))).isNotSameAs(Poll.PENDING);
        assertThat(poll(second, Context.of(() -> {}))).isNotSameAs(Poll.PENDING);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    @Behaviour("s:sync/notify-02")
    void wakerThrows_isReportedAndTheOthersAreWoken(String name, Supplier<Place> place) {
        var failure = new IllegalStateException("planned");

        wakeWith(place.get(), () -> {
            throw failure;
        });

        assertThat(reported).containsExactly(failure);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void wakerComesBack_findsEverythingInOrder(String name, Supplier<Place> places) {
        Place place = places.get();

        wakeWith(place, place.again::run);

        assertThat(reported).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    @Behaviour({"s:sync/notify-01"})
    void wakerBlocks_holdsUpNoOtherThread(String name, Supplier<Place> places) {
        Place place = places.get();

        wakeWith(place, () -> CompletableFuture.runAsync(place.again).join()); // never, if a lock were held

        assertThat(reported).isEmpty();
    }

    /** The failure of a poll counts as an answer. */
    private static Object poll(Future<?> future, Context cx) {
        try {
            return future.pollRaw(cx);
        } catch (Exception e) {
            return e;
        }
    }
}
