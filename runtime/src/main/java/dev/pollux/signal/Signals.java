package dev.pollux.signal;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Signals that the operating system sends to this process.
 *
 * <p>Whoever listens to a signal takes it over, for good: a JVM in which somebody has listened to {@code INT} or {@code TERM} does not end by
 * itself when they come. Needs no runtime.
 *
 * @origin tokio::signal (1.53). Differs: signals have names instead of numbers, and those that the JVM uses cannot be had.
 */
public final class Signals {

    private Signals() {}

    /**
     * Waits for Ctrl-C, that is for {@code INT}. Signals before the first poll do not count.
     *
     * @return a future that is ready when it was pressed. It fails with a {@link SignalUnavailableException} if the JVM was told to leave
     *     signals alone ({@code -Xrs})
     * @cancel Safe, but a second Ctrl-C does not end the JVM either.
     * @cost Some small objects.
     */
    @CancelSafe
    public static Future<@Nullable Void> ctrlC() {
        return Futures.lazy(() -> listen("INT")).andThen(SignalListener::recv);
    }

    /**
     * Listens to a kind of signal, from now on.
     *
     * @param name as {@code kill -l} shows it, with or without {@code SIG}: TERM, HUP, INT, USR1, USR2, WINCH
     * @return hears of each one that comes from now on
     * @throws SignalUnavailableException if there is no such signal, or it belongs to the JVM or the system: QUIT, KILL, STOP, SEGV; if
     *     the JVM runs with {@code -Xrs}; or if this Java runtime has no module {@code jdk.unsupported}
     */
    public static SignalListener listen(String name) {
        String bare = bare(Objects.requireNonNull(name, "name"));
        return new SignalListener(bare, SignalHandlers.of(bare).subscribe());
    }

    private static String bare(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith("SIG") ? upper.substring(3) : upper;
    }
}
