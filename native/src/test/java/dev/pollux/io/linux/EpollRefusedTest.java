package dev.pollux.io.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Child;
import dev.pollux.Hoard;
import dev.pollux.net.TcpListener;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.io.BestOf;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriverProvider;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process in which the kernel refuses {@code epoll_create1} to this driver, and a moment later gives the other what it needs. */
@Timeout(120)
class EpollRefusedTest {

    @Test
    void runtime_takesJavaNio_unlessTheDriverIsAskedForByName() throws Exception {
        String printed = Child.run(256, List.of("--enable-native-access=ALL-UNNAMED"), Refused.class);

        assertThat(printed).isEqualTo("""
                        the I/O driver epoll is passed over: the system refuses: Too many open files
                        java.nio
                        cannot listen on 127.0.0.1:0: there is no I/O driver "epoll", which the system property pollux.io asks for: \
                        the I/O driver epoll is passed over: the system refuses: Too many open files
                        exit 0""");
    }

    static final class Refused {

        public static void main(String[] arguments) throws Exception {
            Hoard hoard = new Hoard(Refused.class);
            new EpollDriver().close(); // loads what would want a descriptor later
            IoDriverProvider refused = new WithoutDescriptors(hoard);
            listen(refused, null);
            listen(refused, EpollProvider.NAME);
        }

        private static void listen(IoDriverProvider provider, String wanted) throws Exception {
            try (AsyncRuntime runtime = AsyncRuntime.currentThread()
                    .ioDriver(BestOf.these(List.of(provider), wanted, System.out::println))
                    .build()) {
                runtime.blockOn(TcpListener.bind("127.0.0.1:0")).close();
                System.out.println(runtime.metrics().ioDriver().orElseThrow());
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** The provider of this driver, while it opens one without a descriptor left. */
    private record WithoutDescriptors(Hoard hoard) implements IoDriverProvider {

        private static final IoDriverProvider REAL = new EpollProvider();

        @Override
        public String name() {
            return REAL.name();
        }

        @Override
        public Optional<String> obstacle() {
            return REAL.obstacle();
        }

        @Override
        public IoDriver open() throws IOException {
            hoard.take();
            try {
                return REAL.open();
            } finally {
                hoard.close();
            }
        }
    }
}
