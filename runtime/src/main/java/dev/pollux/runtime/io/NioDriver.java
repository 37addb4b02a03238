package dev.pollux.runtime.io;

import dev.pollux.runtime.spi.DriverClosedException;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.WakeBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolFamily;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The I/O driver of every JDK: sockets of {@code java.nio} on one {@link Selector}.
 *
 * <p>The selector is opened with the driver, because a worker with nothing to do waits in it whether there are sockets or not.
 *
 * @implNote A selector returns at once, again and again, on a thread whose interrupt status is set. The driver leaves that status
 *     alone; whoever owns the polling thread must.
 */
public final class NioDriver implements IoDriver {

    /*
     * Who does what
     * -------------
     * One thread at a time polls (the runtime sees to it). Under the selector's locks it turns events into readiness and
     * gathers wakers; it calls them once select has returned. All other methods are open to every thread, and none of them
     * waits for a select: the JDK queues changes of interest until the next one begins.
     *
     * States of the poller
     * --------------------
     *
     *     RUNNING     no select is under way, or it does not wait
     *     POLLING     a select waits, or is about to
     *     NOTIFIED    the select under way, or else the next, must return at once
     *
     *                  poll                    wakeup: Selector.wakeup()
     *     RUNNING ──────────────► POLLING ───────────────────────────────► NOTIFIED
     *       │ ▲                      │                                       │ ▲
     *       │ └────── returns ───────┴─────────────── returns ───────────────┘ │
     *       └──────────────────── wakeup: no system call ──────────────────────┘
     *
     * Why no wake-up is lost
     * ----------------------
     * Every change of `state` is a read-modify-write, so they are totally ordered. A wakeup that finds RUNNING makes the next
     * poll's step to POLLING fail, and that poll does not wait. One that finds POLLING calls Selector.wakeup(), which ends a
     * select begun or about to begin. One that finds NOTIFIED was preceded by such a call, and the poller has yet to return.
     *
     * A change of interest is queued first, and then `state` is read. The poller first goes to POLLING, and then takes the queue.
     * So either the poller finds the change, or the change finds POLLING and wakes the poller.
     *
     * Memory order
     * ------------
     * What happened before wakeup() is visible after the poll it ends: wakeup writes `state` even when it coalesces, and a
     * returning poll exchanges it.
     *
     * What may lag
     * ------------
     * A Selector.wakeup() may be called after its select has returned for another reason; the next poll then returns early, and
     * nobody minds. A descriptor is released by the select that follows its close.
     */

    private static final int RUNNING = 0;
    private static final int POLLING = 1;
    private static final int NOTIFIED = 2;

    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    /** Which selector there is, and what its keys are; its monitor guards the keys of all sources. */
    final NioSelector selector;

    private final SpinWatch spin; // the polling thread's
    private boolean eventful; // the polling thread's: whether the select under way has had an event
    private final AtomicInteger state = new AtomicInteger(RUNNING);
    private final AtomicLong interestChanges = new AtomicLong();
    private final WakeBatch woken = new WakeBatch(); // the polling thread's
    private final Consumer<SelectionKey> onKey = this::onKey;
    private volatile boolean closed; // written by close(), read by register() and poll()

    /**
     * Opens a driver.
     *
     * @throws UncheckedIOException if the system gives no selector, mostly for want of file descriptors
     */
    public NioDriver() {
        this(Selector::open, SpinWatch.PATIENCE_NANOS, NioSelector::log);
    }

    NioDriver(NioSelector.Opener selectors, long patience, Consumer<String> report) {
        this.spin = new SpinWatch(patience);
        this.selector = new NioSelector(selectors, report);
    }

    // ---------------------------------------------------------------- the polling thread

    @Override
    public int poll(long timeoutNanos) throws IOException {
        if (closed) {
            throw closed(null);
        }
        boolean wait = timeoutNanos != 0 && state.compareAndSet(RUNNING, POLLING);
        eventful = false;
        int found;
        try {
            select(wait ? timeoutNanos : 0);
        } catch (ClosedSelectorException e) {
            // closed while it polled: close() has woken everybody, and the next poll fails
        } finally {
            boolean notified = state.getAndSet(RUNNING) == NOTIFIED;
            found = woken.wakeAll();
            if (wait) {
                watchForSpins(eventful || notified || closed);
            }
        }
        return found;
    }

    private void watchForSpins(boolean reason) {
        if (reason) {
            spin.useful();
        } else if (spin.idle()) {
            selector.rebuild();
        }
    }

    private void select(long timeoutNanos) throws IOException {
        Selector selector = this.selector.current();
        if (timeoutNanos == 0) {
            selector.selectNow(onKey);
        } else if (timeoutNanos < 0) {
            selector.select(onKey);
        } else {
            // Rounded up: rounded down, the poller would spin through the last millisecond, and 0 means for ever.
            long millis = (timeoutNanos - 1) / NANOS_PER_MILLI + 1;
            selector.select(onKey, millis);
        }
    }

    private void onKey(SelectionKey key) {
        try {
            eventful |= ((NioSource) key.attachment()).onEvent(key.readyOps(), woken);
        } catch (CancelledKeyException e) {
            // closed by another thread since the kernel reported it
        }
    }

    // ---------------------------------------------------------------- any thread

    @Override
    public void wakeup() {
        if (state.getAndSet(NOTIFIED) == POLLING) {
            selector.current().wakeup();
        }
    }

    @Override
    public ServerSocket openServer(ProtocolFamily family) throws IOException {
        return new NioServerSocket(this, ServerSocketChannel.open(family));
    }

    @Override
    public StreamSocket openStream(ProtocolFamily family) throws IOException {
        return NioStreamSocket.unconnected(this, SocketChannel.open(family));
    }

    @Override
    public DatagramSocket openDatagram(ProtocolFamily family) throws IOException {
        return new NioDatagramSocket(this, DatagramChannel.open(family));
    }

    @Override
    public Watched watch(SelectableChannel channel) throws IOException {
        return new NioWatched(this, channel);
    }

    @Override
    public void close() throws IOException {
        closed = true; // before the walk: a socket that registers too late to be seen by it closes itself
        IOException failure = null;
        Selector last = selector.retire();
        try {
            for (SelectionKey key : last.keys()) {
                failure = closeSocket(key, failure);
            }
        } catch (ClosedSelectorException e) {
            return; // closed before
        }
        last.close();
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable IOException closeSocket(SelectionKey key, @Nullable IOException failure) {
        try {
            ((NioSource) key.attachment()).close();
            return failure;
        } catch (IOException e) {
            if (failure == null) {
                return e;
            }
            failure.addSuppressed(e);
            return failure;
        }
    }

    // ---------------------------------------------------------------- for the sockets

    /** Registers a socket that watches for nothing yet. The caller holds the monitor of the selector. */
    SelectionKey register(SelectableChannel channel, NioSource source) throws IOException {
        SelectionKey key = channel.register(selector.current(), 0, source);
        if (closed) {
            throw closed(null);
        }
        return key;
    }

    /** Makes a select under way take notice that it is to watch for more. */
    void interestRaised() {
        interestChanges.incrementAndGet();
        wakeIfPolling();
    }

    /** Counts; a select under way need not hurry to watch for less. */
    void interestDropped() {
        interestChanges.incrementAndGet();
    }

    /** Makes a select under way give up the descriptor of a socket that was closed. */
    void releaseClosed() {
        wakeIfPolling();
    }

    private void wakeIfPolling() {
        if (state.get() == POLLING) {
            wakeup();
        }
    }

    @Override
    public long rebuilds() {
        return selector.rebuilds();
    }

    /** Returns how often a socket began or ceased to be watched for something: the epoll_ctl calls, at most. */
    long interestChanges() {
        return interestChanges.get();
    }

    /** Says of a socket that is closed because its driver is that the program did not close it. */
    ClosedChannelException explain(ClosedChannelException failure) {
        return closed ? closed(failure) : failure;
    }

    static ClosedChannelException closed(@Nullable Throwable cause) {
        return new DriverClosedException("socket", cause);
    }

    @Override
    public String toString() {
        return "java.nio";
    }
}
