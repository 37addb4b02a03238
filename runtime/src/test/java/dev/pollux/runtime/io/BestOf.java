package dev.pollux.runtime.io;

import dev.pollux.runtime.spi.IoDriverFactory;
import dev.pollux.runtime.spi.IoDriverProvider;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a runtime chooses its driver, for tests that say among which. */
public final class BestOf {

    private BestOf() {}

    /** As the runtime does it, with the property {@code pollux.io} set to a name or not, and what it logs. */
    public static IoDriverFactory these(
            List<IoDriverProvider> providers, @Nullable String wanted, Consumer<String> log) {
        return new BestDriver(providers, wanted, log);
    }
}
