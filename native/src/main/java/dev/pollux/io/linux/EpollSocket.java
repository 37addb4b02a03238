package dev.pollux.io.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** What sockets of all kinds share: addresses and options. */
abstract class EpollSocket extends EpollSource implements IoDriver.Socket {

    final int family;

    /** As for {@link EpollSource}. */
    EpollSocket(EpollDriver driver, int family, int fd) throws IOException {
        super(driver, fd);
        this.family = family;
    }

    /** Something that is done to a descriptor before anybody has it. */
    interface Preparation {
        void of(int fd) throws IOException;
    }

    /** Opens a descriptor. Like the JDK's, those of the newer family talk to the older one as well. */
    static int open(int family, int type, Preparation preparation) throws IOException {
        int fd = Errno.check(Libc.socket(family, type));
        try {
            if (family == Libc.INET6) {
                KernelOption.IPV6_ALONE.set(fd, family, false);
            }
            preparation.of(fd);
            return fd;
        } catch (IOException e) {
            Libc.close(fd);
            throw e;
        }
    }

    // ---------------------------------------------------------------- addresses

    /** Binds to an address. */
    final void bindTo(SocketAddress address) throws IOException {
        int length = SocketAddresses.write(address, family, Scratch.mine().address);
        calling(fd -> Libc.bind(fd, length));
    }

    @Override
    public final SocketAddress localAddress() throws IOException {
        calling(Libc::localAddress);
        SocketAddress address = readAddress();
        if (address == null) {
            throw new ClosedChannelException();
        }
        return address;
    }

    /** Reads the address that a call has left. */
    static @Nullable SocketAddress readAddress() throws IOException {
        Scratch scratch = Scratch.mine();
        return SocketAddresses.read(scratch.address, scratch.length.get(JAVA_INT, 0));
    }

    // ---------------------------------------------------------------- options

    @Override
    public final <T> void setOption(SocketOption<T> option, T value) throws IOException {
        KernelOption known = require(option);
        calling(fd -> {
            known.set(fd, family, value);
            return 0;
        });
    }

    @Override
    public final <T> @Nullable T getOption(SocketOption<T> option) throws IOException {
        return option.type().cast(get(require(option)));
    }

    /** Reads an option that need not be one of the JDK's. */
    final @Nullable Object get(KernelOption option) throws IOException {
        int fd = enter();
        try {
            return option.get(fd, family);
        } finally {
            descriptor.exit();
        }
    }

    private KernelOption require(SocketOption<?> option) {
        KernelOption known = supportedOptions().contains(option) ? KernelOption.named(option.name()) : null;
        if (known == null) {
            throw new UnsupportedOperationException("'" + option + "' not supported");
        }
        return known;
    }
}
