package dev.pollux.io.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Child;
import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.IoDriver.ServerSocket;
import dev.pollux.runtime.spi.IoDriver.StreamSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that has run out of file descriptors. */
@Timeout(120)
class DescriptorShortageTest {

    @Test
    void accept_isTriedAgain_thoughTheKernelHasToldAlready() throws Exception {
        String printed = Child.run(256, List.of("--enable-native-access=ALL-UNNAMED"), Shortage.class);

        assertThat(printed).isEqualTo("""
                        Too many open files
                        accept: Too many open files
                        ready: false, after a look: true
                        accept: Too many open files
                        accepted
                        open: Too many open files
                        exit 0""");
    }

    /** Runs twice: the first time there is no shortage, and all classes are loaded, which takes descriptors too. */
    static final class Shortage {

        private final IoDriver driver = new EpollDriver();
        private final Deque<IoDriver.Socket> hoard = new ArrayDeque<>();
        private final List<String> said = new ArrayList<>();
        private final int most;

        Shortage(int most) throws IOException {
            this.most = most;
        }

        public static void main(String[] args) throws IOException {
            new Shortage(1).run();
            Shortage shortage = new Shortage(Integer.MAX_VALUE);
            shortage.run();
            shortage.driver.close();
            shortage.said.forEach(System.out::println);
        }

        private void run() throws IOException {
            ServerSocket listener = driver.openServer(StandardProtocolFamily.INET);
            listener.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
            listener.tryAccept();
            StreamSocket client = driver.openStream(StandardProtocolFamily.INET);
            hoard();
            client.connect(listener.localAddress());
            Pair.await(driver, listener, Interest.READ);

            accept(listener);
            boolean readyBefore = listener.pollReady(Interest.READ, Waker.noop());
            driver.poll(0);
            boolean readyAfter = listener.pollReady(Interest.READ, Waker.noop());
            said.add("ready: " + readyBefore + ", after a look: " + readyAfter);
            accept(listener);
            hoard.pop().close();
            driver.poll(0);
            accept(listener);
            try (IoDriver second = new EpollDriver()) {
                said.add("opened " + second);
            } catch (IOException e) {
                said.add("open: " + e.getMessage());
            }
        }

        private void hoard() throws IOException {
            try {
                while (hoard.size() < most) {
                    hoard.push(driver.openServer(StandardProtocolFamily.INET));
                }
            } catch (SocketException e) {
                said.add(e.getMessage());
            }
        }

        private void accept(ServerSocket listener) {
            try {
                said.add(listener.tryAccept() == null ? "nobody" : "accepted");
            } catch (IOException e) {
                said.add("accept: " + e.getMessage());
            }
        }
    }
}
