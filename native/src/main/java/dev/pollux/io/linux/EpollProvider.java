package dev.pollux.io.linux;

import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriverProvider;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Offers the driver on epoll to the runtimes of this program.
 *
 * <p>It needs Linux on x86-64 or aarch64, and {@code --enable-native-access}, without which the JDK would print a warning.
 */
public final class EpollProvider implements IoDriverProvider {

    static final String NAME = "epoll";

    private static final Set<String> ARCHITECTURES = Set.of("amd64", "aarch64");

    private final String system;
    private final String architecture;
    private final boolean nativeAccess;

    /** For the {@link java.util.ServiceLoader}. */
    public EpollProvider() {
        this(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                EpollProvider.class.getModule().isNativeAccessEnabled());
    }

    EpollProvider(String system, String architecture, boolean nativeAccess) {
        this.system = system;
        this.architecture = architecture;
        this.nativeAccess = nativeAccess;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> obstacle() {
        if (!system.equals("Linux") || !ARCHITECTURES.contains(architecture)) {
            return Optional.of("it is for Linux on " + ARCHITECTURES + ", not for " + system + " on " + architecture);
        }
        if (!nativeAccess) {
            Module mine = EpollProvider.class.getModule();
            return Optional.of("native access is not enabled for it; start java with --enable-native-access="
                    + (mine.isNamed() ? mine.getName() : "ALL-UNNAMED"));
        }
        return Optional.empty();
    }

    @Override
    public IoDriver open() throws IOException {
        return new EpollDriver();
    }
}
