package dev.pollux.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A race that goes wrong on one side says so at once, instead of waiting for that side. */
@Timeout(60)
class RendezvousFailsTest {

    @Test
    void side_thatFails_endsTheRoundsWithItsFailure() {
        var planned = new AssertionError("planned");
        int[] rounds = new int[1];

        assertThatThrownBy(() -> Rendezvous.run(10, () -> {}, () -> rounds[0]++, () -> {}, () -> {
                    if (rounds[0] == 2) {
                        throw planned;
                    }
                }))
                .hasMessage("a side failed in round 2")
                .hasCause(planned);

        assertThat(rounds[0]).isEqualTo(2);
    }
}
