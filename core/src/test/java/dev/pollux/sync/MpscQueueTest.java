package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Polled;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a channel keeps in memory, and that its counters may wrap around. */
class MpscQueueTest {

    private static final int BURST = 100_000;

    /** Counts the arrays for messages that can be reached. */
    private static int blocksOf(Object root) throws IllegalAccessException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>();
        open.add(root);
        int blocks = 0;
        while (!open.isEmpty()) {
            Object at = open.remove();
            if (!seen.add(at)) {
                continue;
            }
            if (at instanceof Object[] places) {
                blocks++;
                for (int place = 0; place < Array.getLength(places); place++) {
                    assertThat(places[place]).as("a message that is kept").isNull();
                }
            } else if (at.getClass().getPackage() == MpscQueue.class.getPackage()) {
                for (Field field : at.getClass().getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())
                            && !field.getType().isPrimitive()) {
                        field.setAccessible(true);
                        Object next = field.get(at);
                        if (next != null) {
                            open.add(next);
                        }
                    }
                }
            }
        }
        return blocks;
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
