package dev.pollux.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.future.Waker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalQueueTest {

    private final LocalQueue queue = new LocalQueue();
    private final List<String> log = new ArrayList<>();

    @Test
    @Behaviour("s:task/local-02")
    void schedule_byTheOwner_goesToItsOwnQueue_whichComesFirst() throws Exception {
        Thread other = new Thread(() -> queue.schedule(() -> log.add("from elsewhere"), false));
        other.start();
        other.join();
        queue.schedule(() -> log.add("by the owner"), false);

        queue.runSome(Waker.noop());

        assertThat(log).containsExactly("by the owner", "from elsewhere");
    }

    @Test
    void schedule_byTheOwnerWhileItRuns_wakesNobody() {
        List<String> wakes = new ArrayList<>();
        queue.schedule(() -> queue.schedule(() -> log.add("second"), false), false);

        queue.runSome(() -> wakes.add("woken"));

        assertThat(log).containsExactly("second");
        assertThat(wakes).isEmpty();
    }
}
