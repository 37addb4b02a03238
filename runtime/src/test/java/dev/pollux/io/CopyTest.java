package dev.pollux.io;

import static dev.pollux.io.Driven.CX;
import static dev.pollux.io.Driven.drive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CopyTest {

    private final ScriptedStream source = new ScriptedStream();
    private final ScriptedWriter target = new ScriptedWriter();

    @Test
    @Behaviour("CPY-01")
    void copy_throughShortAndPendingEnds_movesAllAndCounts() throws Exception {
        byte[] all = new byte[30_000];
        new Random(1).nextBytes(all);
        for (int from = 0; from < all.length; from += 3_000) {
            source.give(Arrays.copyOfRange(all, from, from + 3_000)).pause();
        }
        target.atMost(700).pendingEveryOtherTime();

        long count = drive(AsyncIo.copy(source, target));

        assertThat(count).isEqualTo(30_000);
        assertThat(target.bytes()).isEqualTo(all);
        assertThat(target.log).endsWith("flush");
    }

    @Test
    @Behaviour("CPY-02")
    void copy_whileTheReaderIsPending_flushesWhatWasWritten() throws Exception {
        source.give("abc").pause().pause();
        Future<Long> copy = AsyncIo.copy(source, target);

        assertThat(copy.poll(CX)).isSameAs(Poll.pending());
        assertThat(target.log).containsExactly("write 3", "flush");
        assertThat(copy.poll(CX)).isSameAs(Poll.pending());
        assertThat(target.log).hasSize(2);
    }

    @Test
    @Behaviour("CPY-03")
    void copy_withoutEnd_givesWay() throws Exception {
        AtomicInteger wakes = new AtomicInteger();
        var cx = Driven.budgeted(wakes);
        Future<Long> copy = AsyncIo.copy(AsyncIo.repeat((byte) 1), AsyncIo.sink());

        assertThat(copy.poll(cx)).isSameAs(Poll.pending());
        assertThat(wakes).hasPositiveValue();
        copy.drop();
    }

    @Test
    void copy_whileIdle_holdsNoBuffer() throws Exception {
        source.give("abc").pause().pause();
        AsyncIo.copy(source, target).poll(CX);
        AsyncIo.copy(source, target).poll(CX);

        assertThat(source.targetsWhilePending).hasSize(2);
        assertThat(source.targetsWhilePending.get(0)).isSameAs(source.targetsWhilePending.get(1));
    }

    @Test
    void copy_whileItsWriterIsPending_keepsABufferOfItsOwn() throws Exception {
        source.give("abc");
        target.pause(1);
        var other = new ScriptedStream().give("xyz");
        var otherTarget = new ScriptedWriter();
        Future<Long> first = AsyncIo.copy(source, target);
        assertThat(first.poll(CX)).isSameAs(Poll.pending());

        drive(AsyncIo.copy(other, otherTarget));
        drive(first);

        assertThat(target.text()).isEqualTo("abc");
        assertThat(otherTarget.text()).isEqualTo("xyz");
    }

    @Test
    void copy_ofAFailingReader_failsAfterItsBytesWereWritten() {
        IOException broken = new IOException("broken");
        source.give("abc").fail(broken);

        assertThatThrownBy(() -> drive(AsyncIo.copy(source, target))).isSameAs(broken);
        assertThat(target.text()).isEqualTo("abc");
    }

    @Test
    void copy_toAFailingWriter_fails() {
        IOException broken = new IOException("broken");
        target.failing(broken);

        assertThatThrownBy(() -> drive(AsyncIo.copy(source.give("abc"), target)))
                .isSameAs(broken);
    }

    @Test
    void copy_toAWriterThatAcceptsNothing_fails() {
        target.atMost(0);

        assertThatThrownBy(() -> drive(AsyncIo.copy(source.give("abc"), target)))
                .hasMessageContaining("wrote 0");
    }

    @Test
    void copy_dropped_waitsForNeitherEnd() throws Exception {
        Future<Long> reading = AsyncIo.copy(source.pause(), target);
        reading.poll(CX);
        assertThat(source.isWaitedFor()).isTrue();
        reading.drop();
        assertThat(source.isWaitedFor()).isFalse();

        Future<Long> writing = AsyncIo.copy(source.give("abc"), target.pause(9));
        writing.poll(CX);
        assertThat(target.isWaitedFor()).isTrue();
        writing.drop();
        assertThat(target.isWaitedFor()).isFalse();
    }

    // ---------------------------------------------------------------- both directions

    private final ScriptedStream backSource = new ScriptedStream();
    private final ScriptedWriter backTarget = new ScriptedWriter();

    private Future<AsyncIo.Copied> both() {
        return AsyncIo.copyBidirectional(AsyncIo.join(source, backTarget), AsyncIo.join(backSource, target));
    }

    @Test
    @Behaviour("CPB-01")
    void copyBidirectional_movesBothAndCounts() throws Exception {
        source.give("question").pause();
        backSource.pause().give("answ").pause().give("er!");

        assertThat(drive(both())).isEqualTo(new AsyncIo.Copied(8, 7));
        assertThat(target.text()).isEqualTo("question");
        assertThat(backTarget.text()).isEqualTo("answer!");
    }

    @Test
    @Behaviour("CPB-02")
    void copyBidirectional_afterOneEnd_shutsTheOtherSideDownAndGoesOn() throws Exception {
        source.give("bye");
        backSource.pause().give("late");
        Future<AsyncIo.Copied> both = both();

        assertThat(both.poll(CX)).isSameAs(Poll.pending());
        assertThat(target.log).containsExactly("write 3", "flush", "shutdown");
        assertThat(backTarget.log).isEmpty();

        assertThat(drive(both)).isEqualTo(new AsyncIo.Copied(3, 4));
        assertThat(target.log).hasSize(3);
        assertThat(backTarget.log).endsWith("shutdown");
    }

    @Test
    @Behaviour("CPB-03")
    void copyBidirectional_withOneSideBlocked_movesTheOther() throws Exception {
        source.give("stuck");
        target.pause(100);
        backSource.give("free").pause();
        Future<AsyncIo.Copied> both = both();

        assertThat(both.poll(CX)).isSameAs(Poll.pending());
        assertThat(both.poll(CX)).isSameAs(Poll.pending());

        assertThat(backTarget.text()).isEqualTo("free");
        assertThat(target.text()).isEmpty();
        both.drop();
    }

    @Test
    @Behaviour({"CPB-04", "CPB-05"})
    void copyBidirectional_withAFailure_failsAtOnceAndWaitsForNobody() {
        IOException broken = new IOException("broken");
        backSource.pause();

        assertThatThrownBy(() -> afterFailure(broken).poll(CX)).isSameAs(broken);
        assertThat(backSource.isWaitedFor()).isFalse();

        source.give("abc");
        backSource.pause();
        target.failing(broken);
        assertThatThrownBy(() -> both().poll(CX)).isSameAs(broken);
        assertThat(backSource.isWaitedFor()).isFalse();
    }

    private Future<AsyncIo.Copied> afterFailure(IOException broken) {
        source.fail(broken);
        return both();
    }

    @Test
    @Behaviour("CPB-06")
    void copyBidirectional_withoutEnd_givesWay() throws Exception {
        AtomicInteger wakes = new AtomicInteger();
        Future<AsyncIo.Copied> both = AsyncIo.copyBidirectional(
                AsyncIo.join(AsyncIo.repeat((byte) 1), AsyncIo.sink()),
                AsyncIo.join(AsyncIo.repeat((byte) 2), AsyncIo.sink()));

        assertThat(both.poll(Driven.budgeted(wakes))).isSameAs(Poll.pending());
        assertThat(wakes).hasPositiveValue();
        both.drop();
    }
}
