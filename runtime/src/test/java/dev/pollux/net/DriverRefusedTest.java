package dev.pollux.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Child;
import dev.pollux.Hoard;
import dev.pollux.Tool;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.io.BestDriver;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that has no descriptor left for the driver itself. */
@Timeout(120)
class DriverRefusedTest {

    @Test
    void bind_saysWhatTheSystemRefused_andWorksOnceItDoesNot() throws Exception {
        Tool.require("sh", "-c", "ulimit -n 256");
        String driver;
        try (var opened = new BestDriver().open()) {
            driver = opened.toString();
        }

        assertThat(Child.run(256, Child.sameDriver(), Refused.class)).isEqualTo("""
                        cannot listen on 127.0.0.1:0: the system gives no selector: Too many open files
                        no driver: true
                        %s
                        exit 0""".formatted(driver));
    }

    static final class Refused {

        public static void main(String[] arguments) throws Exception {
            Hoard hoard = new Hoard(Refused.class);
            try (AsyncRuntime runtime =
                    AsyncRuntime.multiThread().workerThreads(2).build()) {
                hoard.take();
                try {
                    runtime.blockOn(TcpListener.bind("127.0.0.1:0")).close();
                } catch (IOException e) {
                    System.out.println(e.getMessage());
                }
                System.out.println("no driver: " + runtime.metrics().ioDriver().isEmpty());
                hoard.close();
                runtime.blockOn(TcpListener.bind("127.0.0.1:0")).close();
                System.out.println(runtime.metrics().ioDriver().orElseThrow());
            }
        }
    }
}
