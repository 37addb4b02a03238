package dev.pollux.runtime;

import dev.pollux.future.Future;
import dev.pollux.runtime.spi.Resolver;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the JDK, on threads of its own, which are made with the first question.
 *
 * <p>A look-up that is given up keeps its thread until the JDK answers, as it cannot be interrupted. Those who wait for a thread leave
 * the line at once.
 */
final class SystemResolver implements Resolver {

    static final int THREADS = 8;

    private final Handle runtime;
    private @Nullable Bulkhead threads; // guarded by this

    SystemResolver(Handle runtime) {
        this.runtime = runtime;
    }

    @Override
    public Future<List<InetAddress>> resolve(String host) {
        return threads().submit(() -> answer(host)).map(Answer::addresses);
    }

    private synchronized Bulkhead threads() {
        if (threads == null) {
            threads = Bulkhead.named("dns").threads(THREADS).queue(0).build(runtime);
        }
        return threads;
    }

    /** A failure is carried to whoever asks, and is nobody's if the look-up was given up. */
    private static Answer answer(String host) {
        try {
            return new Answer(List.of(InetAddress.getAllByName(host)), null);
        } catch (Exception e) {
            return new Answer(List.of(), e);
        }
    }

    /** What the JDK said: addresses, or a failure. */
    private record Answer(List<InetAddress> found, @Nullable Exception failure) {

        List<InetAddress> addresses() throws Exception {
            if (failure != null) {
                throw failure;
            }
            return found;
        }
    }
}
