package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Future;
import dev.pollux.future.Holding;
import dev.pollux.future.Polled;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
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
