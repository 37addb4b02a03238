package dev.pollux.time;

import dev.pollux.future.Future;
import dev.pollux.future.LosesPlace;
import dev.pollux.sync.Mpmc;
import dev.pollux.sync.Mpsc;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What channels do by the clock of the current runtime. Meant to be imported statically, beside {@code Pollux}. */
public final class TimedChannels {

    private TimedChannels() {}

    /**
     * Sends a message, waiting for room, but only for so long. Time runs from now on, not from the first poll.
     *
     * <pre>{@code
     * try {
     *     sendTimeout(orders, order, Duration.ofSeconds(1)).await();
     * } catch (SendTimeoutException full) {
     *     later.add((Order) full.unsent());
     * }
     * }</pre>
     *
     * @param sender of the channel
     * @param message the message
     * @param limit how long it may wait; zero or less to send at once or not at all
     * @param <T> the type of the messages
     * @return a future that is ready once the channel has the message. It fails with a {@link SendTimeoutException}, which hands the
     *     message back, if there was no room in time; with a {@link DeadlineExceededException} if the {@link Deadline} of the task was
     *     earlier; otherwise as {@link Mpsc.Sender#send} does. After each of them nothing was sent.
     * @throws NullPointerException if {@code message} is null
     * @throws IllegalStateException if the calling thread belongs to no runtime
     * @cancel As for {@link Mpsc.Sender#send}: nothing was sent, and the place in line is lost.
     * @wakeup As for {@link Mpsc.Sender#send}, and by the runtime's timer.
     * @cost As for {@link Mpsc.Sender#send} within a {@link Timeout}, and two small objects.
     * @origin tokio::sync::mpsc::Sender::send_timeout (1.53). Differs: time runs from the call.
     */
    @LosesPlace
    public static <T> Future<@Nullable Void> sendTimeout(Mpsc.Sender<T> sender, T message, Duration limit) {
        return within(limit, sender, message, sender.send(message));
    }

    /**
     * Does the same for a channel with many receivers. In a rendezvous a receiver may take the message at the very moment at which time
     * is up, and it is handed back all the same.
     *
     * @param sender of the channel
     * @param message the message
     * @param limit how long it may wait; zero or less to send at once or not at all
     * @param <T> the type of the messages
     * @return a future as above
     * @throws NullPointerException if {@code message} is null
     * @throws IllegalStateException if the calling thread belongs to no runtime
     * @cancel As for {@link Mpmc.Sender#send}: the place in line is lost.
     * @wakeup As for {@link Mpmc.Sender#send}, and by the runtime's timer.
     * @cost As for {@link Mpmc.Sender#send} within a {@link Timeout}, and two small objects.
     * @origin flume::Sender::send_timeout (0.11). Differs: it is a future, and time runs from the call.
     */
    @LosesPlace
    public static <T> Future<@Nullable Void> sendTimeout(Mpmc.Sender<T> sender, T message, Duration limit) {
        return within(limit, sender, message, sender.send(message));
    }

    private static Future<@Nullable Void> within(
            Duration limit, Object sender, Object message, Future<@Nullable Void> send) {
        return Timeout.of(limit, send)
                .mapErr(failure -> isOfThisLimit(failure) ? new SendTimeoutException(sender, message, limit) : failure);
    }

    private static boolean isOfThisLimit(Throwable failure) {
        return failure instanceof TimeoutException && !(failure instanceof DeadlineExceededException);
    }
}
