package dev.pollux.test.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.test.Polled;
import org.junit.jupiter.api.Test;

class DoorTest {

    @Test
    void open_wakesWhoeverWaits() {
        var door = new Door();
        var waiting = Polled.of(door);
        waiting.assertPending().assertNotWoken();

        door.open();

        assertThat(waiting.wakes()).isEqualTo(1);
        waiting.assertReady("come in");
    }
}
