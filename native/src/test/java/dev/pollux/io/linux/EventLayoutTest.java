package dev.pollux.io.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the headers of Linux say; the tests with sockets prove it for the machine they run on. */
class EventLayoutTest {

    @ParameterizedTest
    @CsvSource({"amd64, 12, 4", "aarch64, 16, 8"})
    void event_isAsTheKernelHasIt(String architecture, long size, long data) {
        StructLayout layout = EventLayout.of(architecture);

        assertThat(layout.byteSize()).isEqualTo(size);
        assertThat(layout.byteOffset(PathElement.groupElement("events"))).isZero();
        assertThat(layout.byteOffset(PathElement.groupElement("data"))).isEqualTo(data);
    }
}
