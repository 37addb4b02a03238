package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Polled;
import dev.pollux.stream.Stream;
import dev.pollux.sync.Watch.Receiver;
import dev.pollux.sync.Watch.Sender;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTest {

    private final Watch<String> channel = Watch.channel("one");
    private final Sender<String> sender = channel.sender();
    private final Receiver<String> receiver = channel.receiver();

    private Polled<Void> changed() {
        return Polled.of(receiver.changed());
    }

    @Test
    @Behaviour({"WAT-01", "s:sync/notify-04"})
    void changed_waitsForASendAndFailsAtTheEnd() throws Exception {
        assertThat(receiver.borrow()).isEqualTo("one");
        var waiting = changed().assertPending();
        sender.send("two");
        assertThat(waiting.wakes()).isEqualTo(1);
        waiting.assertReady();
        assertThat(receiver.borrow()).isEqualTo("two");
        var last = changed().assertPending();

        sender.close();

        assertThat(last.wakes()).isEqualTo(1);
        assertThat(last.assertFails()).isInstanceOf(ClosedException.class);
        assertThat(receiver.borrow()).isEqualTo("two");
    }

    @Test
    @Behaviour({"WAT-02", "WAT-03"})
    void markChanged_evenTwice_makesThisReceiverSeeAChange() throws Exception {
        var other = receiver.copy();

        receiver.markChanged();
        receiver.markChanged();

        assertThat(receiver.hasChanged()).isTrue();
        assertThat(other.hasChanged()).isFalse();
        changed().assertReady();
        assertThat(receiver.hasChanged()).isFalse();
        receiver.markChanged();
        receiver.borrowAndUpdate();
        assertThat(receiver.hasChanged()).isFalse();
    }

    @Test
    @Behaviour("WAT-04")
    void markUnchanged_passesAChangeOver() throws Exception {
        sender.send("two");
        assertThat(receiver.hasChanged()).isTrue();

        receiver.markUnchanged();

        assertThat(receiver.hasChanged()).isFalse();
        changed().assertPending();
    }

    @Test
    @Behaviour("WAT-05")
    void receivers_eachKnowWhatTheySaw() throws Exception {
        var other = receiver.copy();
        sender.send("two");

        changed().assertReady();

        changed().assertPending();
        assertThat(other.hasChanged()).isTrue();
        assertThat(other.borrowAndUpdate()).isEqualTo("two");
        assertThat(other.isSameChannel(receiver)).isTrue();
    }

    @Test
    @Behaviour({"WAT-06", "WAT-18", "WAT-20"})
    void changed_lastValueUnseenAtTheEnd_isReadyOnce() throws Exception {
        sender.send("two");
        sender.close();

        assertThatThrownBy(receiver::hasChanged).isInstanceOf(ClosedException.class);
        changed().assertReady();
        assertThat(receiver.borrow()).isEqualTo("two");
        assertThat(changed().assertFails()).isInstanceOf(ClosedException.class);
    }

    @Test
    @Behaviour({"WAT-19", "WAT-21"})
    void changed_lastValueSeenAtTheEnd_fails() {
        sender.close();

        assertThat(changed().assertFails()).isInstanceOf(ClosedException.class);
        assertThatThrownBy(receiver::hasChanged).isInstanceOf(ClosedException.class);
    }

    @Test
    @Behaviour({"WAT-07", "WAT-09"})
    void closed_lastReceiverGone_isReadyAndSubscribeOpensAgain() throws Exception {
        var closed = Polled.of(sender.closed()).assertPending();

        receiver.close();
        receiver.close();

        assertThat(closed.wakes()).isEqualTo(1);
        closed.assertReady();
        assertThat(sender.isClosed()).isTrue();
        assertThatThrownBy(() -> sender.send("lost")).isInstanceOf(ClosedException.class);
        assertThat(sender.borrow()).isEqualTo("one");
        assertThatThrownBy(() -> receiver.changed().poll(Context.of(() -> {})))
                .hasMessageContaining("receiver was closed");

        var again = sender.subscribe();
        sender.send("two");
        assertThat(again.borrowAndUpdate()).isEqualTo("two");
        Polled.of(sender.closed()).assertPending();
    }

    @Test
    @Behaviour("WAT-08")
    void borrowAndUpdate_marksAsSeenAndBorrowDoesNot() {
        sender.send("two");

        assertThat(receiver.borrow()).isEqualTo("two");
        assertThat(receiver.hasChanged()).isTrue();
        assertThat(receiver.borrowAndUpdate()).isEqualTo("two");
        assertThat(receiver.hasChanged()).isFalse();
        assertThat(receiver).hasToString("Watch.Receiver[two, seen]");
        assertThat(sender).hasToString("Watch.Sender[two]");
    }

    @Test
    @Behaviour("WAT-10")
    void sendModify_throws_changesNothingAndWakesNobody() throws Exception {
        var waiting = changed().assertPending();
        var failure = new IllegalStateException("planned");

        assertThatThrownBy(() -> sender.sendModify(value -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(waiting.wakes()).isZero();
        assertThat(receiver.borrow()).isEqualTo("one");
        sender.sendModify(value -> value + " and two");
        assertThat(waiting.wakes()).isEqualTo(1);
        assertThat(receiver.borrow()).isEqualTo("one and two");
        assertThatThrownBy(() -> sender.sendModify(value -> null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void sendIfModified_theSameObject_wakesNobody() throws Exception {
        var waiting = changed().assertPending();

        assertThat(sender.sendIfModified(value -> value)).isFalse();
        assertThat(waiting.wakes()).isZero();
        assertThat(sender.sendIfModified(value -> "two")).isTrue();

        assertThat(waiting.wakes()).isEqualTo(1);
    }

    @Test
    void sendModify_anotherSenderCameFirst_runsAgain() {
        List<String> given = new ArrayList<>();

        sender.sendModify(value -> {
            given.add(value);
            if (given.size() == 1) {
                sender.send("other");
            }
            return value + "!";
        });

        assertThat(given).containsExactly("one", "other");
        assertThat(receiver.borrow()).isEqualTo("other!");
    }

    @Test
    void sendReplace_returnsTheValueBefore_alsoWithoutReceivers() {
        receiver.close();

        assertThat(sender.sendReplace("two")).isEqualTo("one");

        assertThat(sender.borrow()).isEqualTo("two");
    }

    @Test
    @Behaviour({"WAT-11", "WAT-12", "LWA-04"})
    void senders_two_onlyTheLastCloseIsTheEnd() throws Exception {
        var other = sender.copy();
        assertThat(sender.strongCount()).isEqualTo(2);
        other.send("two");
        changed().assertReady();
        sender.send("three");
        changed().assertReady();
        var waiting = changed().assertPending();

        sender.close();
        sender.close();
        assertThat(waiting.wakes()).isZero();
        other.close();

        assertThat(waiting.wakes()).isEqualTo(1);
        assertThat(waiting.assertFails()).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> sender.send("late")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(other::copy).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void sends_null_areRefused() {
        assertThatThrownBy(() -> sender.send(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> sender.sendReplace(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Watch.channel(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> receiver.waitFor(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void changed_dropped_leavesTheChangeToTheNext() throws Exception {
        var dropped = changed().assertPending();
        sender.send("two");

        dropped.drop();

        changed().assertReady();
        assertThat(dropped.assertFails()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Behaviour("s:sync/watch-01")
    void changed_nothingHappens_isNotWoken() throws Exception {
        var waiting = changed().assertPending();

        sender.subscribe().close();
        sender.copy().close();
        receiver.copy().borrowAndUpdate();

        assertThat(waiting.wakes()).isZero();
        waiting.assertPending();
    }

    // ---------------------------------------------------------------- streams

    @Test
    @Behaviour({"st:watch-01", "st:watch-02"})
    void stream_beginsWithTheValueAndRepeatsNone() throws Exception {
        Stream<String> stream = receiver.stream();
        assertThat(Polled.of(stream.next()).assertReady()).isEqualTo("one");
        var waiting = Polled.of(stream.next()).assertPending();
        sender.send("two");
        sender.send("three");
        assertThat(waiting.assertReady()).isEqualTo("three");

        sender.close();

        assertThat(Polled.of(stream.next()).assertReady()).isNull();
    }

    @Test
    @Behaviour("st:watch-03")
    void changes_beginWithTheNextValue() throws Exception {
        Stream<String> stream = receiver.changes();
        var waiting = Polled.of(stream.next()).assertPending();

        sender.send("two");

        assertThat(waiting.assertReady()).isEqualTo("two");
        stream.drop();
        assertThat(sender.receiverCount()).isZero();
    }
}
