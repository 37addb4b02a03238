package dev.pollux.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InjectQueueTest {

    private record Numbered(int number) implements Runnable {
        @Override
        public void run() {}
    }

    private final InjectQueue queue = new InjectQueue();

    private List<Runnable> drain() {
        List<Runnable> tasks = new ArrayList<>();
        for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
            tasks.add(task);
        }
        return tasks;
    }

    private static Runnable[] numbers(int begin, int end) {
        return IntStream.range(begin, end).mapToObj(Numbered::new).toArray(Runnable[]::new);
    }

    @Test
    @Behaviour("INJ-01")
    void poll_takesTheOldest_andTellsWhenThereIsNone() {
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.poll()).isNull();
        queue.add(new Numbered(0));
        queue.addRemote(new Numbered(1));

        assertThat(queue.size()).isEqualTo(2);
        assertThat(drain()).containsExactly(numbers(0, 2));
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.remoteCount()).isEqualTo(1);
    }

    @Test
    @Behaviour("INJ-02")
    void addAll_keepsTheOrder_alsoWhenTheRingGrows() {
        queue.add(new Numbered(-1));
        queue.poll(); // so that the ring does not begin at its first slot
        queue.add(new Numbered(0));
        queue.addAll(numbers(1, 1_000), 999);
        queue.addAll(numbers(1_000, 1_003), 2);

        assertThat(drain()).containsExactly(numbers(0, 1_002));
    }
}
