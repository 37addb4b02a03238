package dev.pollux.examples.proxy;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.either;
import static dev.pollux.Pollux.sleep;

import dev.pollux.future.Either;
import dev.pollux.future.Future;
import dev.pollux.io.AsyncIo;
import dev.pollux.io.AsyncRead;
import dev.pollux.io.AsyncReadWrite;
import dev.pollux.time.Sleep;
import java.util.function.IntConsumer;

/** Carries bytes between a client and its upstream. It knows nothing of sockets: any two streams will do. */
final class Relay {

    private final Limits limits;
    private final Statistics statistics;

    Relay(Limits limits, Statistics statistics) {
        this.limits = limits;
        this.statistics = statistics;
    }

    /**
     * Copies both ways, until both sides have ended or nothing was carried for too long. When one side ends, the other is told, and may
     * go on talking.
     */
    @SuppressWarnings("pollux:loses-data") // what a side has not taken for so long is meant to be lost
    Future<Ending> run(AsyncReadWrite client, AsyncReadWrite upstream) {
        return async(() -> {
            Sleep idle = sleep(limits.idle());
            var copying = AsyncIo.copyBidirectional(
                    watched(client, idle, statistics::sentToClient),
                    watched(upstream, idle, statistics::sentToUpstream));
            var first = either(copying, idle).biased().await();
            return first instanceof Either.Left ? Ending.FINISHED : Ending.TIMED_OUT;
        });
    }

    /** The same stream; each write of bytes to it is counted, and puts the end of the connection off. */
    private AsyncReadWrite watched(AsyncReadWrite stream, Sleep idle, IntConsumer count) {
        var writer = stream.inspectWrites(bytes -> {
            count.accept(bytes.remaining());
            idle.resetAfter(limits.idle());
        });
        return AsyncIo.join(throttled(stream), writer);
    }

    private AsyncRead throttled(AsyncRead stream) {
        Long bytesPerSecond = limits.bytesPerSecond();
        return bytesPerSecond == null ? stream : new ThrottledReader(stream, bytesPerSecond);
    }
}
