package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Awaited;
import dev.pollux.future.Awaiting;
import dev.pollux.future.Future;
import dev.pollux.future.Holding;
import dev.pollux.future.Polled;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who waits and who could end the wait name the same thing, so that a dump can join them. */
class WaitForGraphTest {

    private static Resource wanted(Future<?> future) throws Exception {
        Polled.of(future).assertPending();
        Future<?> leaf = future instanceof Awaiting parent ? parent.awaiting().get(0) : future;
        return ((Waiting) leaf).waitingFor();
    }

    private static void assertJoined(Future<?> waiting, Holding holder) throws Exception {
        assertThat(wanted(waiting)).isNotNull().isEqualTo(holder.holds());
    }

    @Test
    void oneshot_receiverWaitsForTheSender() throws Exception {
        var channel = Oneshot.<Integer>channel();
        assertJoined(channel.receiver(), channel.sender());

        channel.sender().send(1);

        assertThat(channel.receiver().waitingFor()).isNull();
        assertThat(channel.sender().holds()).isNull();
    }

    @Test
    void broadcast_receiverAndSenderWaitForEachOther() throws Exception {
        var channel = Broadcast.<Integer>channel(1);
        assertJoined(channel.receiver().recv(), channel.sender());
        assertJoined(channel.sender().closed(), channel.receiver());

        channel.sender().close();
        channel.receiver().close();

        assertThat(channel.sender().holds()).isNull();
        assertThat(channel.receiver().holds()).isNull();
    }

    @Test
    void watch_receiverAndSenderWaitForEachOther() throws Exception {
        var channel = Watch.channel(1);
        assertJoined(channel.receiver().changed(), channel.sender());
        assertJoined(channel.sender().closed(), channel.receiver());

        channel.sender().close();
        channel.receiver().close();

        assertThat(channel.sender().holds()).isNull();
        assertThat(channel.receiver().holds()).isNull();
    }

    @Test
    void semaphore_waiterWaitsForAPermit() throws Exception {
        var semaphore = new Semaphore(1);
        var permit = semaphore.tryAcquire();

        assertJoined(semaphore.acquire(), permit);
    }

    /** Otherwise one who keeps room would be taken for the receiver. */
    @Test
    void room_isMadeByTheReceiverAlone() throws Exception {
        var channel = Mpsc.<Integer>bounded(1);
        var permit = channel.sender().tryReserve();
        var send = channel.sender().send(1);

        assertJoined(send, channel.receiver());

        assertThat(permit.holds()).isEqualTo(channel.receiver().holds());
        assertThat(permit.share()).isZero();
        assertThat(channel.receiver().share()).isEqualTo(1);
    }

    @Test
    void permits_countAsManyAsTheyAre_untilTheirNumberIsChanged() {
        var semaphore = new Semaphore(5);
        var three = semaphore.tryAcquireMany(3);

        assertThat(three.share()).isEqualTo(3);
        assertThat(semaphore.holders("a permit of")).isEqualTo(3);
        three.close();
        assertThat(three.share()).isZero();
        assertThat(semaphore.holders("a permit of")).isEqualTo(Awaited.UNKNOWN);

        var changed = List.<Consumer<Semaphore>>of(
                each -> each.addPermits(1),
                each -> each.forgetPermits(1),
                each -> each.tryAcquire().forget());
        assertThat(changed).allSatisfy(change -> {
            var each = new Semaphore(5);
            each.tryAcquire();
            change.accept(each);
            assertThat(each.holders("a permit of")).isEqualTo(Awaited.UNKNOWN);
        });
    }

    @Test
    void onceCell_whoeverComputesHoldsTheValue() throws Exception {
        var cell = new OnceCell<Integer>();
        var computing = cell.getOrInit(Blocks.of(Oneshot.<Integer>channel().receiver()));
        assertThat(((Holding) computing).holds()).isNull();
        Polled.of(computing).assertPending();

        assertJoined(cell.getOrInit(() -> 1), (Holding) computing);
        assertThat(cell.holders("the value of")).isEqualTo(1);

        computing.drop();
        assertThat(((Holding) computing).holds()).isNull();
    }

    @Test
    void others_nameWhatTheyWaitFor() throws Exception {
        var notify = new Notify();
        assertThat(wanted(notify.notified())).hasToString("a notification of Notify[awaited]");
        assertThat(wanted(new SetOnce<>().whenSet())).hasToString("the value of SetOnce[empty]");
        assertThat(wanted(new Barrier(2).arrive())).hasToString("the other parties of Barrier[1 of 2]");
        var cell = new OnceCell<Integer>();
        Polled.of(cell.getOrInit(Blocks.of(Oneshot.<Integer>channel().receiver())))
                .assertPending();
        assertThat(wanted(cell.getOrInit(() -> 1))).hasToString("the value of OnceCell[empty]");
    }
}
