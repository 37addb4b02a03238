package dev.pollux.io.linux;

import dev.pollux.runtime.io.Readiness;
import dev.pollux.runtime.io.ReadySource;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.WakeBatch;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/** What all sockets of this driver share: the descriptor, the two directions, and the end. */
abstract class EpollSource extends ReadySource {

    /*
     * Why no event is missed
     * ----------------------
     * The kernel tells of each change once. An attempt that would block is made after the word of its direction was read, and
     * ends the readiness only if the word is still the same (rule 2 of Readiness). A change before the attempt is seen by the
     * attempt; a change after it is an event still to come, or one that has changed the word.
     *
     * A transfer that moves less than it could have counts as one that would block: the kernel's buffer is empty, or full. This
     * has three exceptions, in which less than there is may be read and no event would follow:
     *
     *     the peer has ended its direction   the end is still to be read: the direction stays ready for good
     *     urgent data is in the stream       a read stops in front of it: see `exact`
     *     a Unix socket                      a read stops where descriptors were passed: `exact` from the start
     */

    final EpollDriver driver;
    final Descriptor descriptor;

    /** The direction that is read from, or accepted from. */
    final Readiness input = new Readiness();

    /** The direction that is written to. */
    final Readiness output = new Readiness();

    /** Whether only an attempt that reads nothing shows that there is nothing to read. */
    volatile boolean exact;

    /** Who this is to the kernel; set by {@link Slots} before anybody asks. */
    long token;

    /**
     * Takes over a descriptor, which no event comes for yet.
     *
     * @throws IOException if the driver is closed; the descriptor is then closed too
     */
    EpollSource(EpollDriver driver, int fd) throws IOException {
        this.driver = driver;
        this.descriptor = new Descriptor(fd);
        driver.adopt(this); // `this` escapes, but no event comes before it is watched
    }

    @Override
    protected final Readiness direction(Interest interest) {
        return interest == Interest.READ ? input : output;
    }

    // ---------------------------------------------------------------- the polling thread

    /** Takes in what the kernel reports. */
    final void onEvents(int events, WakeBatch woken) {
        if ((events & EventQueue.URGENT) != 0) {
            exact = true; // before the direction becomes ready: see above
        }
        if ((events & EventQueue.HANGUP) != 0) {
            woken.add(input.close());
            woken.add(output.close());
            return;
        }
        if ((events & EventQueue.READ_HANGUP) != 0) {
            woken.add(input.close());
        } else if ((events & (EventQueue.IN | EventQueue.URGENT | EventQueue.ERROR)) != 0) {
            woken.add(input.event());
        }
        if ((events & (EventQueue.OUT | EventQueue.ERROR)) != 0) {
            woken.add(output.event());
        }
    }

    // ---------------------------------------------------------------- calls

    /** Begins to use the descriptor, until {@code descriptor.exit()}. */
    final int enter() throws ClosedChannelException {
        if (!descriptor.enter()) {
            throw driver.closed();
        }
        return descriptor.number;
    }

    final void requireOpen() throws ClosedChannelException {
        enter();
        descriptor.exit();
    }

    /** A system call on the descriptor. */
    interface Call {
        int on(int fd) throws IOException;
    }

    /** Makes a call while the descriptor is held, and throws if it fails. */
    final int calling(Call call) throws IOException {
        int fd = enter();
        try {
            return Errno.check(call.on(fd));
        } finally {
            descriptor.exit();
        }
    }

    /** Lets events come from now on; those for what is the case already, too. */
    final void watch() throws IOException {
        calling(fd -> driver.watch(fd, token));
    }

    /** As the other, for a socket that nobody else would close. */
    final void watchOrClose() throws IOException {
        try {
            watch();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    // ---------------------------------------------------------------- anybody

    @Override
    public final void close() {
        if (descriptor.close()) {
            driver.forget(this);
        }
        WakeBatch.wake(input.close());
        WakeBatch.wake(output.close());
    }
}
