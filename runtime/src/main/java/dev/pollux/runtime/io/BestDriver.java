package dev.pollux.runtime.io;

import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriverFactory;
import dev.pollux.runtime.spi.IoDriverProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens the best driver there is: the first provider's that works here, or else that of {@code java.nio}.
 *
 * <p>The system property {@code pollux.io} names the one that it must be; then another is not good enough, and the failure says why
 * it cannot be had. Without it, the logger {@code dev.pollux} is told at the level {@code DEBUG} why a provider was passed over.
 */
public final class BestDriver implements IoDriverFactory {

    private static final String PROPERTY = "pollux.io";
    private static final String BUILT_IN = "java.nio";

    private final Iterable<IoDriverProvider> providers;
    private final @Nullable String wanted;
    private final Consumer<String> report;

    /** Chooses among the providers that come with the runtime's class loader. */
    public BestDriver() {
        this(
                ServiceLoader.load(IoDriverProvider.class, BestDriver.class.getClassLoader()),
                System.getProperty(PROPERTY),
                BestDriver::log);
    }

    BestDriver(Iterable<IoDriverProvider> providers, @Nullable String wanted, Consumer<String> report) {
        this.providers = providers;
        this.wanted = wanted;
        this.report = report;
    }

    @Override
    public IoDriver open() throws IOException {
        if (BUILT_IN.equals(wanted)) {
            return builtIn();
        }
        List<String> obstacles = new ArrayList<>();
        Iterator<IoDriverProvider> candidates = providers.iterator();
        IoDriver opened = null;
        while (opened == null && hasNext(candidates, obstacles)) {
            opened = openNext(candidates, obstacles);
        }
        if (opened != null) {
            return opened;
        }
        if (wanted != null) {
            throw new IOException("there is no I/O driver \"" + wanted + "\", which the system property " + PROPERTY
                    + " asks for: " + (obstacles.isEmpty() ? "nobody provides it" : String.join("; ", obstacles)));
        }
        obstacles.forEach(report);
        return builtIn();
    }

    private static void log(String obstacle) {
        System.getLogger("dev.pollux").log(System.Logger.Level.DEBUG, obstacle);
    }

    private static IoDriver builtIn() throws IOException {
        try {
            return new NioDriver();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** A list of providers may be broken, or name a class of a newer JDK. Each failure uses up one entry. */
    private static boolean hasNext(Iterator<IoDriverProvider> candidates, List<String> obstacles) {
        while (true) {
            try {
                return candidates.hasNext();
            } catch (ServiceConfigurationError | LinkageError e) {
                obstacles.add("an I/O driver cannot be loaded: " + e);
            }
        }
    }

    private @Nullable IoDriver openNext(Iterator<IoDriverProvider> candidates, List<String> obstacles) {
        try {
            IoDriverProvider candidate = candidates.next();
            return wanted == null || wanted.equals(candidate.name()) ? open(candidate, obstacles) : null;
        } catch (ServiceConfigurationError | LinkageError e) {
            obstacles.add("an I/O driver cannot be loaded: " + e);
            return null;
        }
    }

    private static @Nullable IoDriver open(IoDriverProvider candidate, List<String> obstacles) {
        Optional<String> obstacle = candidate.obstacle();
        if (obstacle.isEmpty()) {
            try {
                return candidate.open();
            } catch (IOException e) {
                obstacle = Optional.of("the system refuses: " + e.getMessage());
            }
        }
        obstacles.add("the I/O driver " + candidate.name() + " is passed over: " + obstacle.get());
        return null;
    }
}
