package dev.pollux.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Context;
import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.IoDriver.ServerSocket;
import dev.pollux.runtime.spi.IoDriver.StreamSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FailingListenerTest {

    private static final Context CX = Context.of(Waker.noop());

    @Test
    void accept_thatFails_leavesTheListenerUsable() throws Exception {
        IOException shortage = new IOException("Too many open files");
        TcpListener listener = new TcpListener(new OutOfDescriptorsOnce(shortage), Settings.TCP);

        assertThatThrownBy(() -> listener.accept().poll(CX)).isSameAs(shortage);

        var next = listener.accept();
        assertThat(next.poll(CX).isReady()).isFalse();
        next.drop();
        assertThat(listener.accept().poll(CX).isReady()).isFalse();
    }

    /** Fails once, and from then on has nothing to accept. */
    private static final class OutOfDescriptorsOnce implements ServerSocket {

        private IOException failure;

        OutOfDescriptorsOnce(IOException failure) {
            this.failure = failure;
        }

        @Override
        public StreamSocket tryAccept() throws IOException {
            IOException now = failure;
            failure = null;
            if (now != null) {
                throw now;
            }
            return null;
        }

        @Override
        public boolean pollReady(Interest interest, Waker waker) {
            return false;
        }

        @Override
        public void clearWaker(Interest interest) {}

        @Override
        public void wake(Interest interest) {}

        @Override
        public SocketAddress localAddress() {
            return new InetSocketAddress(0);
        }

        @Override
        public void listen(SocketAddress address, int backlog) {}

        @Override
        public <T> void setOption(SocketOption<T> option, T value) {}

        @Override
        public <T> T getOption(SocketOption<T> option) {
            return null;
        }

        @Override
        public Set<SocketOption<?>> supportedOptions() {
            return Set.of();
        }

        @Override
        public void close() {}
    }
}
