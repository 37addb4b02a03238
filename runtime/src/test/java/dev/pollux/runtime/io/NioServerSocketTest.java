package dev.pollux.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.WakeBatch;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A listener in a process that has run out of file descriptors. */
class NioServerSocketTest {

    private final AtomicInteger wakes = new AtomicInteger();
    private final Waker waker = wakes::incrementAndGet;
    private final FailingChannel channel = new FailingChannel();
    private final KeySelector selector = new KeySelector();
    private final NioServerSocket socket;

    NioServerSocketTest() throws IOException {
        socket = new NioServerSocket(new NioDriver(() -> selector, 0, report -> {}), channel);
    }

    @Test
    void tryAccept_thatFailed_asksTheSelectorBeforeItTriesAgain() throws Exception {
        assertThatThrownBy(socket::tryAccept).isSameAs(channel.shortage);

        assertThat(socket.tryAccept()).isNull();
        assertThat(socket.pollReady(Interest.READ, waker)).isFalse();
        assertThat(selector.key.interestOps()).isEqualTo(SelectionKey.OP_ACCEPT);
        assertThat(channel.attempts).isEqualTo(1);
    }

    @Test
    void event_afterAFailure_wakesTheNextAcceptToTryAgain() throws Exception {
        assertThatThrownBy(socket::tryAccept).isSameAs(channel.shortage);
        socket.pollReady(Interest.READ, waker);

        WakeBatch woken = new WakeBatch();
        socket.onEvent(SelectionKey.OP_ACCEPT, woken);
        woken.wakeAll();

        assertThat(wakes).hasValue(1);
        assertThatThrownBy(socket::tryAccept).isSameAs(channel.shortage);
    }

    /** Has a connection to accept, and no descriptor for it. */
    private static final class FailingChannel extends ServerSocketChannel {

        private final IOException shortage = new IOException("Too many open files");
        private int attempts;

        FailingChannel() {
            super(SelectorProvider.provider());
        }

        @Override
        public SocketChannel accept() throws IOException {
            attempts++;
            throw shortage;
        }

        @Override
        protected void implConfigureBlocking(boolean block) {}

        @Override
        protected void implCloseSelectableChannel() {}

        @Override
        public ServerSocketChannel bind(SocketAddress local, int backlog) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T getOption(SocketOption<T> name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<SocketOption<?>> supportedOptions() {
            return Set.of();
        }

        @Override
        public ServerSocket socket() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SocketAddress getLocalAddress() {
            throw new UnsupportedOperationException();
        }
    }

    /** Keeps one key, and never selects. */
    private static final class KeySelector extends StandInSelector {

        private SelectionKey key;

        @Override
        protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
            key = new Key(channel, this);
            key.attach(attachment);
            return key;
        }

        @Override
        public Set<SelectionKey> keys() {
            return Set.of(key);
        }
    }

    private static final class Key extends AbstractSelectionKey {

        private final SelectableChannel channel;
        private final Selector selector;
        private int interest;

        Key(SelectableChannel channel, Selector selector) {
            this.channel = channel;
            this.selector = selector;
        }

        @Override
        public SelectableChannel channel() {
            return channel;
        }

        @Override
        public Selector selector() {
            return selector;
        }

        @Override
        public int interestOps() {
            return interest;
        }

        @Override
        public SelectionKey interestOps(int ops) {
            interest = ops;
            return this;
        }

        @Override
        public int readyOps() {
            return interest;
        }
    }
}
