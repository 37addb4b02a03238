package dev.pollux.sync;

import static dev.pollux.future.Futures.race;
import static dev.pollux.future.Futures.select;
import static dev.pollux.future.Futures.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Polled;
import dev.pollux.future.Select;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Waiting for several channels at once loses no message, and sends none that was not wanted. */
class ChannelSelectTest {

    private final Mpsc.Channel<Integer> first = Mpsc.bounded(4);
    private final Mpsc.Channel<String> second = Mpsc.bounded(4);

    private Select<String> either() {
        return select(
                when(first.receiver().recv(), message -> "first " + message),
                when(second.receiver().recv(), message -> "second " + message));
    }

    @Test
    void selectOfReceivers_bothReady_takesOneMessageFromOne() throws Exception {
        List<String> received = new ArrayList<>();
        for (int message = 0; message < 3; message++) {
            first.sender().trySend(message);
            second.sender().trySend("m" + message);
        }

        for (int round = 0; round < 6; round++) {
            received.add(Polled.of(either()).assertReady());
        }

        assertThat(received)
                .containsSubsequence("first 0", "first 1", "first 2")
                .containsSubsequence("second m0", "second m1", "second m2")
                .hasSize(6);
    }

    @Test
    void selectOfReceivers_waiting_isWokenByEither() throws Exception {
        var selected = Polled.of(either()).assertPending();
        second.sender().trySend("hello");

        assertThat(selected.wakes()).isEqualTo(1);
        assertThat(selected.assertReady()).isEqualTo("second hello");
        first.sender().trySend(1);
        assertThat(Polled.of(either()).assertReady()).isEqualTo("first 1");
    }

    @Test
    void selectOfReceivers_dropped_leavesTheMessageThatWokeIt() throws Exception {
        var selected = Polled.of(either()).assertPending();
        first.sender().trySend(1);

        selected.drop();

        assertThat(first.receiver().tryRecv()).isEqualTo(1);
    }

    @Test
    void selectOfReceivers_loserThatIsHeldElsewhere_isNotHurt() throws Exception {
        var elsewhere = Polled.of(second.receiver().recv()); // the same future, held by somebody else
        elsewhere.assertPending();
        first.sender().trySend(1);
        Polled.of(either().biased()).assertReady(); // drops the other branch, which it never polled

        second.sender().trySend("late");

        assertThat(elsewhere.wakes()).isEqualTo(1);
        assertThat(elsewhere.assertReady()).isEqualTo("late");
    }

    @Test
    void selectOfReserves_sendsIntoTheOneThatHasRoom() throws Exception {
        Mpsc.Channel<String> full = Mpsc.bounded(1);
        full.sender().trySend("old");
        var selected = Polled.of(select(
                when(full.sender().reserve(), permit -> send(permit, "full")),
                when(second.sender().reserve(), permit -> send(permit, "second"))));

        assertThat(selected.assertReady()).isEqualTo("second");

        assertThat(second.receiver().tryRecv()).isEqualTo("new");
        assertThat(full.receiver().tryRecv()).isEqualTo("old");
        assertThat(full.sender().capacity()).isEqualTo(1);
    }

    @Test
    void selectOfReserves_bothGetRoom_theLosersIsReturned() throws Exception {
        Mpsc.Channel<String> one = Mpsc.bounded(1);
        Mpsc.Channel<String> other = Mpsc.bounded(1);
        one.sender().trySend("a");
        other.sender().trySend("b");
        var selected = Polled.of(select(
                when(one.sender().reserve(), permit -> send(permit, "one")),
                when(other.sender().reserve(), permit -> send(permit, "other"))));
        selected.assertPending();
        one.receiver().tryRecv();
        other.receiver().tryRecv();

        String winner = selected.assertReady();

        assertThat(one.receiver().size()).isEqualTo(winner.equals("one") ? 1 : 0);
        assertThat(one.receiver().size() + other.receiver().size()).isEqualTo(1);
        assertThat(one.sender().capacity() + other.sender().capacity()).isEqualTo(1);
    }

    private static String send(Mpsc.Permit<String> permit, String answer) {
        permit.send("new");
        return answer;
    }

    @Test
    void raceOfMpmcReceivers_theLoserGivesItsMessageBack() throws Exception {
        Mpmc.Channel<Integer> left = Mpmc.bounded(1);
        Mpmc.Channel<Integer> right = Mpmc.rendezvous();
        var raced =
                Polled.of(race(List.of(left.receiver().recv(), right.receiver().recv())));
        raced.assertPending();
        assertThat(left.sender().trySend(1)).isTrue();
        assertThat(right.sender().trySend(2)).isTrue();

        int winner = raced.assertReady();

        Mpmc.Channel<Integer> loser = winner == 1 ? right : left;
        assertThat(loser.receiver().tryRecv()).isEqualTo(3 - winner);
        assertThat(left.receiver().tryRecv()).isNull();
        assertThat(right.receiver().tryRecv()).isNull();
    }
}
