package dev.pollux.io.linux;

import dev.pollux.runtime.spi.DriverClosedException;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.WakeBatch;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The I/O driver on epoll: each descriptor is registered once, and the kernel tells of each change once. */
final class EpollDriver implements IoDriver {

    /*
     * Who does what
     * -------------
     * One thread at a time polls (the runtime sees to it). It turns events into readiness and gathers wakers, and calls them when
     * it is through. All other methods are open to every thread, and none of them waits.
     *
     * States of the poller
     * --------------------
     *
     *     RUNNING     no wait is under way
     *     POLLING     a wait is under way, or about to be
     *     NOTIFIED    the wait under way, or else the next, must end at once
     *
     *                  poll                    wakeup: counts up
     *     RUNNING ──────────────► POLLING ──────────────────────────► NOTIFIED
     *       │ ▲                      │                                  │ ▲
     *       │ └────── returns ───────┴─────────── returns ──────────────┘ │
     *       └──────────────────── wakeup: no system call ─────────────────┘
     *
     * Why no wake-up is lost
     * ----------------------
     * Every change of `state` is a read-modify-write, so they are totally ordered. A wakeup that finds RUNNING makes the next
     * poll's step to POLLING fail, and that poll does not wait. One that finds POLLING counts up, which is an event for the wait
     * begun or about to begin. One that finds NOTIFIED was preceded by such a call, and the poller has yet to return.
     *
     * To close sets `closed` first, then closes what is there, then wakes the poller. A socket is put among the others first, and
     * then looks at `closed`: so the walk finds it, or it finds out.
     *
     * Memory order
     * ------------
     * What happened before wakeup() is visible after the poll it ends: wakeup writes `state` even when it coalesces, and a
     * returning poll exchanges it.
     *
     * What may lag
     * ------------
     * The counter may be raised after its wait has ended for another reason; the next wait then ends early, and nobody minds.
     */

    private static final int RUNNING = 0;
    private static final int POLLING = 1;
    private static final int NOTIFIED = 2;

    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final EventQueue queue = new EventQueue();
    private final Slots slots = new Slots();
    private final AtomicInteger state = new AtomicInteger(RUNNING);
    private final WakeBatch woken = new WakeBatch(); // the polling thread's
    private final Object lock = new Object();
    private @Nullable ChannelWatch channels; // guarded by lock
    private volatile boolean closed;

    /**
     * Opens a driver.
     *
     * @throws IOException if the system refuses
     */
    EpollDriver() throws IOException {}

    // ---------------------------------------------------------------- the polling thread

    @Override
    public int poll(long timeoutNanos) throws IOException {
        if (closed || !queue.enter()) {
            throw closed();
        }
        boolean wait = timeoutNanos != 0 && state.compareAndSet(RUNNING, POLLING);
        int found;
        try {
            dispatch(queue.await(wait ? millis(timeoutNanos) : 0));
        } finally {
            state.getAndSet(RUNNING);
            queue.exit();
            found = woken.wakeAll();
        }
        return found;
    }

    /** Rounded up: rounded down, the poller would spin through the last millisecond. */
    static int millis(long nanos) {
        return nanos < 0 ? -1 : (int) Math.min(Integer.MAX_VALUE, (nanos - 1) / NANOS_PER_MILLI + 1);
    }

    private void dispatch(int count) throws IOException {
        if (count == -Errno.INTERRUPTED) {
            return; // by a signal; whoever polls comes back
        }
        Errno.check(count);
        for (int i = 0; i < count; i++) {
            take(queue.token(i), queue.happened(i));
        }
    }

    /** Takes in one event. */
    void take(long token, int events) {
        EpollSource source = slots.find(token);
        if (source != null) { // otherwise it is for the counter, or for one that is closed
            source.onEvents(events, woken);
        }
    }

    // ---------------------------------------------------------------- any thread

    @Override
    public void wakeup() {
        if (state.getAndSet(NOTIFIED) == POLLING && queue.enter()) {
            try {
                queue.endWait();
            } finally {
                queue.exit();
            }
        }
    }

    @Override
    public ServerSocket openServer(ProtocolFamily family) throws IOException {
        return new EpollServerSocket(this, domain(family));
    }

    @Override
    public StreamSocket openStream(ProtocolFamily family) throws IOException {
        return EpollStreamSocket.unconnected(this, domain(family));
    }

    @Override
    public DatagramSocket openDatagram(ProtocolFamily family) throws IOException {
        if (family == StandardProtocolFamily.UNIX) {
            throw new UnsupportedOperationException("datagrams between Unix sockets");
        }
        return new EpollDatagramSocket(this, domain(family));
    }

    private static int domain(ProtocolFamily family) {
        if (family == StandardProtocolFamily.INET) {
            return Libc.INET;
        }
        if (family == StandardProtocolFamily.INET6) {
            return Libc.INET6;
        }
        if (family == StandardProtocolFamily.UNIX) {
            return Libc.UNIX;
        }
        throw new UnsupportedOperationException("sockets of the family " + family.name());
    }

    /** {@inheritDoc} The descriptor of a channel is out of reach, so another thread watches such channels. */
    @Override
    public Watched watch(SelectableChannel channel) throws IOException {
        ChannelWatch watch;
        synchronized (lock) {
            if (closed) {
                throw closed();
            }
            if (channels == null) {
                channels = ChannelWatch.start(this);
            }
            watch = channels;
        }
        return watch.watch(channel);
    }

    @Override
    public void close() throws IOException {
        ChannelWatch watch;
        synchronized (lock) {
            closed = true;
            watch = channels;
        }
        slots.all().forEach(EpollSource::close);
        wakeup();
        queue.close();
        if (watch != null) {
            watch.close();
        }
    }

    // ---------------------------------------------------------------- for the sockets

    /** Takes a socket in, or closes it if it comes too late. */
    void adopt(EpollSource source) throws ClosedChannelException {
        slots.add(source);
        if (closed) {
            source.close();
            throw closed();
        }
    }

    /** Forgets a socket that is closed. */
    void forget(EpollSource source) {
        slots.remove(source);
    }

    /** Registers a descriptor. */
    int watch(int fd, long token) throws IOException {
        if (!queue.enter()) {
            throw closed();
        }
        try {
            return queue.add(fd, token);
        } finally {
            queue.exit();
        }
    }

    /** Asks to be told again of what is the case for a descriptor already. */
    int tellAgain(int fd, long token) throws IOException {
        if (!queue.enter()) {
            throw closed();
        }
        try {
            return queue.tellAgain(fd, token);
        } finally {
            queue.exit();
        }
    }

    /** Says of a socket that is closed because its driver is that the program did not close it. */
    ClosedChannelException closed() {
        return closed ? new DriverClosedException("socket", null) : new ClosedChannelException();
    }

    @Override
    public String toString() {
        return EpollProvider.NAME;
    }
}
