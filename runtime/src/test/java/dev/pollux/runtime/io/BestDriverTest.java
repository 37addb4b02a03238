package dev.pollux.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.runtime.schedule.ParkDriver;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriverProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;

class BestDriverTest {

    private final List<String> reports = new ArrayList<>();
    private final IoDriver driver = new ParkDriver();
    private final IoDriverProvider good = new Offer("good", Optional.empty());
    private final IoDriverProvider hindered = new Offer("hindered", Optional.of("no kernel"));
    private final IoDriverProvider unlinked = new Offer("unlinked", Optional.empty()) {
        @Override
        public IoDriver open() {
            throw new UnsatisfiedLinkError("the C library has no epoll_create1");
        }
    };
    private final IoDriverProvider refused = new Offer("refused", Optional.empty()) {
        @Override
        public IoDriver open() throws IOException {
            throw new IOException("Operation not permitted");
        }
    };

    @Test
    void open_withoutProviders_isThatOfTheJdk() throws IOException {
        try (IoDriver opened = new BestDriver(List.of(), null, reports::add).open()) {
            assertThat(opened).hasToString("java.nio");
        }
    }

    @Test
    void open_takesTheFirstThatWorks() throws IOException {
        assertThat(new BestDriver(List.of(hindered, refused, good), null, reports::add).open())
                .isSameAs(driver);
    }

    @Test
    void open_withObstacles_reportsWhy() throws IOException {
        try (IoDriver opened = new BestDriver(List.of(hindered, refused), null, reports::add).open()) {
            assertThat(opened).hasToString("java.nio");
        }

        assertThat(reports)
                .containsExactly(
                        "the I/O driver hindered is passed over: no kernel",
                        "the I/O driver refused is passed over: the system refuses: Operation not permitted");
    }

    @Test
    void open_withADriverThatCannotBeLinked_isThatOfTheJdk() throws IOException {
        try (IoDriver opened = new BestDriver(List.of(unlinked), null, reports::add).open()) {
            assertThat(opened).hasToString("java.nio");
        }

        assertThat(reports).singleElement().asString().endsWith("the C library has no epoll_create1");
    }

    @Test
    void open_withTheNameOfOne_passesTheOthersOver() throws IOException {
        IoDriverProvider other = new Offer("other", Optional.empty()) {
            @Override
            public IoDriver open() {
                throw new AssertionError("nobody asked for it");
            }
        };

        assertThat(new BestDriver(List.of(other, good), "good", reports::add).open())
                .isSameAs(driver);
        try (IoDriver builtIn = new BestDriver(List.of(good), "java.nio", reports::add).open()) {
            assertThat(builtIn).hasToString("java.nio");
        }
    }

    @Test
    void open_withTheNameOfOneThatCannotBeHad_failsAndSaysWhy() {
        assertThatThrownBy(() -> new BestDriver(List.of(good, hindered), "hindered", reports::add).open())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("\"hindered\", which the system property pollux.io asks for: ")
                .hasMessageEndingWith("no kernel");
        assertThatThrownBy(() -> new BestDriver(List.of(refused), "refused", reports::add).open())
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("the system refuses: Operation not permitted");
        assertThatThrownBy(() -> new BestDriver(List.of(unlinked), "unlinked", reports::add).open())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the C library has no epoll_create1");
        assertThatThrownBy(() -> new BestDriver(List.of(good), "gopd", reports::add).open())
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("nobody provides it");
    }

    @Test
    void open_withProvidersThatCannotBeLoaded_goesOnToTheNext() throws IOException {
        Iterator<IoDriverProvider> broken = new Iterator<>() {
            private int step;

            @Override
            public boolean hasNext() {
                step++;
                if (step == 1) {
                    throw new UnsupportedClassVersionError("made for a newer JDK");
                }
                return true;
            }

            @Override
            public IoDriverProvider next() {
                if (step == 2) {
                    throw new ServiceConfigurationError("no such constructor");
                }
                return good;
            }
        };

        assertThat(new BestDriver(() -> broken, null, reports::add).open()).isSameAs(driver);
    }

    private class Offer implements IoDriverProvider {

        private final String name;
        private final Optional<String> obstacle;

        Offer(String name, Optional<String> obstacle) {
            this.name = name;
            this.obstacle = obstacle;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Optional<String> obstacle() {
            return obstacle;
        }

        @Override
        public IoDriver open() throws IOException {
            return driver;
        }
    }
}
