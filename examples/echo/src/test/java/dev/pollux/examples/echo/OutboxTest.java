package dev.pollux.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final AtomicInteger wakes = new AtomicInteger();
    private final Context cx = Context.of(Waker.of(wakes::incrementAndGet));
    private final Context unheard = Context.of(Waker.noop());
    private final Outbox outbox = new Outbox(1);

    @Test
    void next_whileEmpty_isWokenByALine() throws Exception {
        var next = outbox.next();
        assertThat(next.poll(cx).isReady()).isFalse();

        assertThat(outbox.tryPut("line")).isTrue();

        assertThat(wakes).hasValue(1);
        assertThat(next.poll(cx)).isEqualTo(Poll.ready("line"));
    }

    @Test
    void next_whileEmpty_isWokenByTheEnd() throws Exception {
        var next = outbox.next();
        assertThat(next.poll(cx).isReady()).isFalse();

        outbox.close();

        assertThat(wakes).hasValue(1);
        assertThat(next.poll(cx)).isEqualTo(Poll.ready(null));
    }

    @Test
    void next_afterTheEnd_yieldsWhatIsLeftFirst() throws Exception {
        outbox.tryPut("left");
        outbox.close();

        assertThat(outbox.next().poll(unheard)).isEqualTo(Poll.ready("left"));
        assertThat(outbox.next().poll(unheard)).isEqualTo(Poll.ready(null));
    }

    @Test
    void put_whileFull_isWokenWhenALineIsTaken() throws Exception {
        outbox.tryPut("first");
        var put = outbox.put("second");
        assertThat(put.poll(cx).isReady()).isFalse();

        outbox.next().poll(unheard);

        assertThat(wakes).hasValue(1);
        assertThat(put.poll(cx).isReady()).isTrue();
        assertThat(outbox.next().poll(unheard)).isEqualTo(Poll.ready("second"));
    }

    @Test
    void tryPut_whileFull_refuses() throws Exception {
        outbox.tryPut("first");

        assertThat(outbox.tryPut("second")).isFalse();

        assertThat(outbox.next().poll(unheard)).isEqualTo(Poll.ready("first"));
        assertThat(outbox.next().poll(unheard).isReady()).isFalse();
    }
}
