package dev.pollux.net;

import dev.pollux.future.AtomicWaker;
import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.IoDriver.Watched;
import dev.pollux.runtime.spi.WakeBatch;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All who wait for one direction of a channel, behind the one waker that the driver keeps for it. */
final class ReadyWaiters {

    /*
     * Why no wake-up is lost
     * ----------------------
     * Whoever waits enters `waiting` first and asks the driver then. The driver sets the direction ready first and calls `all` then,
     * which wakes whoever is in `waiting`. So a waiter that the call does not find has yet to ask, and is told.
     *
     * The driver forgets the waker when it answers "ready" to one of us, who may then clear the readiness; and others may count on that
     * waker. So whoever is told "ready" wakes the others before it does anything else, and they ask again.
     */

    private final SelectableChannel channel;
    private final Watched watched;
    private final Interest interest;
    private final Waker all = Waker.of(this::wakeAll);
    private final AtomicWaker polled = new AtomicWaker();
    private final Set<AtomicWaker> waiting = new LinkedHashSet<>(); // guarded by itself

    /** Begins with nothing known: a direction is ready once the driver has said so. */
    ReadyWaiters(SelectableChannel channel, Watched watched, Interest interest) {
        this.channel = channel;
        this.watched = watched;
        this.interest = interest;
        watched.clearReady(interest, watched.readiness(interest));
    }

    /** Asks the driver, and has it call {@link #wakeAll} if the answer is no. */
    boolean isReady() throws ClosedChannelException {
        boolean ready = ask();
        if (ready) {
            wakeAll();
        }
        return ready;
    }

    /** As {@link #isReady}, for whoever polls by hand: the latest is woken, besides all others. */
    boolean pollReady(Waker waker) throws ClosedChannelException {
        polled.register(waker);
        boolean ready = ask();
        if (ready) {
            polled.take();
            wakeAll();
        }
        return ready;
    }

    /** As {@link #isReady}, for a future: its cell is woken besides all others until it is forgotten. */
    boolean pollReady(AtomicWaker cell, Waker waker) throws ClosedChannelException {
        cell.register(waker);
        synchronized (waiting) {
            waiting.add(cell);
        }
        boolean ready = ask();
        if (ready) {
            forget(cell);
            wakeAll();
        }
        return ready;
    }

    private boolean ask() throws ClosedChannelException {
        boolean ready = watched.pollReady(interest, all);
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        return ready;
    }

    void forget(AtomicWaker cell) {
        cell.take();
        synchronized (waiting) {
            waiting.remove(cell);
        }
    }

    private void wakeAll() {
        List<AtomicWaker> woken;
        synchronized (waiting) {
            woken = new ArrayList<>(waiting);
            waiting.clear();
        }
        WakeBatch.wake(polled.take());
        for (AtomicWaker cell : woken) {
            WakeBatch.wake(cell.take());
        }
    }
}
