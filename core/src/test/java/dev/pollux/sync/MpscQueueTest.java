package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Polled;
import dev.pollux.future.Waker;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a channel keeps in memory, and that its counters may wrap around. */
class MpscQueueTest {

    private static final int BURST = 100_000;

    /** Counts the arrays for messages that can be reached, which must be empty. */
    private static int blocksOf(Object root) throws IllegalAccessException {
        int blocks = 0;
        for (Object reached : reachableFrom(root)) {
            if (reached instanceof Object[] places) {
                assertThat(places).as("messages that are kept").containsOnlyNulls();
                blocks++;
            }
        }
        return blocks;
    }

    /** What the channel holds on to; its own classes are looked into. */
    private static Set<Object> reachableFrom(Object root) throws IllegalAccessException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Object at = open.remove();
            if (seen.add(at) && at.getClass().getPackage() == MpscQueue.class.getPackage()) {
                open.addAll(partsOf(at));
            }
        }
        return seen;
    }

    private static List<Object> partsOf(Object whole) throws IllegalAccessException {
        List<Object> parts = new ArrayList<>();
        for (Field field : whole.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                field.setAccessible(true);
                Object part = field.get(whole);
                if (part != null) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    @Test
    void burst_received_leavesTwoBlocksAtMost() throws Exception {
        MpscQueue<Integer> queue = new MpscQueue<>(BURST, 0);
        for (int place = 0; place < BURST; place++) {
            queue.put(place, place);
        }
        for (int place = 0; place < BURST; place++) {
            assertThat(queue.take(place)).isEqualTo(place);
        }

        assertThat(blocksOf(queue)).isBetween(1, 2);
    }

    @Test
    void burst_ofPlacesWrittenInAnyOrder_isReadInOrderAndForgotten() throws Exception {
        MpscQueue<Integer> queue = new MpscQueue<>(1024, 0);
        for (int place = 1023; place > 0; place--) {
            queue.put(place, place);
        }
        assertThat(queue.take(0)).isNull();
        queue.put(0, 0);

        for (int place = 0; place < 1024; place++) {
            assertThat(queue.take(place)).isEqualTo(place);
        }
        assertThat(queue.take(1024)).isNull();
        assertThat(blocksOf(queue)).isBetween(1, 2);
    }

    @Test
    void burst_throughAChannel_leavesTwoBlocksAtMost() throws Exception {
        Mpsc.UnboundedChannel<Integer> channel = Mpsc.unbounded(BURST, OverflowPolicy.REJECT);
        for (int message = 0; message < BURST; message++) {
            channel.sender().send(message);
        }
        for (int message = 0; message < BURST; message++) {
            assertThat(channel.receiver().tryRecv()).isEqualTo(message);
        }

        assertThat(blocksOf(channel.receiver())).isBetween(1, 2);
    }

    @Test
    void burst_forgottenByTheReceiver_leavesNoMessage() throws Exception {
        Mpsc.UnboundedChannel<Integer> channel = Mpsc.unbounded(BURST, OverflowPolicy.REJECT);
        for (int message = 0; message < BURST; message++) {
            channel.sender().send(message);
        }

        channel.receiver().drop();

        assertThat(blocksOf(channel.receiver())).isBetween(1, 2);
    }

    @Test
    @Behaviour("MPS-105")
    void drop_ofTheReceiver_releasesItsWaker() throws Exception {
        Mpsc.Channel<Integer> channel = Mpsc.bounded(1);
        Waker waker = () -> {};
        assertThat(channel.receiver().recv().poll(Context.of(waker))).isSameAs(Poll.pending());
        assertThat(reachableFrom(channel.receiver())).contains(waker);

        channel.receiver().drop();

        assertThat(reachableFrom(channel.receiver())).doesNotContain(waker);
    }

    @Test
    void end_releasesTheWakerOfTheReceiver() throws Exception {
        Mpsc.Channel<Integer> channel = Mpsc.bounded(1);
        Waker waker = () -> {};
        assertThat(channel.receiver().recv().poll(Context.of(waker))).isSameAs(Poll.pending());
        channel.sender().close();

        assertThat(channel.receiver().recv().poll(Context.of(waker))).isEqualTo(Poll.ready(null));

        assertThat(reachableFrom(channel.receiver())).doesNotContain(waker);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -33, Integer.MAX_VALUE, Integer.MAX_VALUE - 33, Integer.MIN_VALUE + 1, -64, 1 << 20})
    void counters_wrapAround_andNothingIsNoticed(int start) throws Exception {
        MpscChannel<Integer> channel = new MpscChannel<>(40, null, start);
        var sender = new Mpsc.Sender<>(channel);
        var receiver = new Mpsc.Receiver<>(channel);

        for (int round = 0; round < 5; round++) {
            for (int message = 0; message < 40; message++) {
                assertThat(sender.trySend(message)).isTrue();
                assertThat(receiver.size()).isEqualTo(message + 1);
            }
            assertThat(sender.trySend(40)).isFalse();
            var waiting = Polled.of(sender.send(40)).assertPending();
            for (int message = 0; message < 40; message++) {
                assertThat(receiver.tryRecv()).isEqualTo(message);
            }
            waiting.assertReady();
            assertThat(Polled.of(receiver.recv()).assertReady()).isEqualTo(40);
            Polled.of(receiver.recv()).assertPending();
            assertThat(sender.capacity()).isEqualTo(40);
        }

        sender.close();
        assertThat(Polled.of(receiver.recv()).assertReady()).isNull();
    }
}
