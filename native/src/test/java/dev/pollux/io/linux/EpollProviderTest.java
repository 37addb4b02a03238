package dev.pollux.io.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.net.TcpListener;
import dev.pollux.runtime.AsyncRuntime;
import org.junit.jupiter.api.Test;

class EpollProviderTest {

    @Test
    void runtime_picksTheDriverByItself() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            runtime.blockOn(TcpListener.bind("127.0.0.1:0")).close();

            assertThat(runtime.metrics().ioDriver()).contains("epoll");
        }
    }

    @Test
    void obstacle_hereAndNow_isNone() {
        assertThat(new EpollProvider().obstacle()).isEmpty();
    }

    @Test
    void obstacle_withoutNativeAccess_namesTheOption() {
        assertThat(new EpollProvider("Linux", "amd64", false).obstacle())
                .contains("native access is not enabled for it; start java with --enable-native-access=ALL-UNNAMED");
    }

    @Test
    void obstacle_elsewhere_saysWhereItIsFor() {
        assertThat(new EpollProvider("Windows 11", "amd64", true).obstacle().orElseThrow())
                .endsWith("not for Windows 11 on amd64");
        assertThat(new EpollProvider("Linux", "riscv64", true).obstacle().orElseThrow())
                .endsWith("not for Linux on riscv64");
        assertThat(new EpollProvider("Linux", "aarch64", true).obstacle()).isEmpty();
    }
}
