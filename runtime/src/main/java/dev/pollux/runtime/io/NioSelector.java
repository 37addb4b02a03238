package dev.pollux.runtime.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;

/** The selector of a driver, which gives way to another when it has gone mad. */
final class NioSelector {

    /*
     * What changes hands
     * ------------------
     * `selector`, and the key of each source. All changes of keys, and of what they watch for, hold this object's monitor, so what a
     * source watches for cannot change while it moves. Nothing that selects is called under it: the order is the selector's own
     * locks, if any, and then this.
     *
     * Why no wake-up is lost
     * ----------------------
     * The poller replaces the selector, and not during a select. A call to wake the old one that comes late was meant for a
     * select that has returned. What the old one had still to report, the new one reports by its first look: both are
     * level-triggered.
     */

    /** Opens selectors. */
    interface Opener {
        Selector open() throws IOException;
    }

    private final Opener opener;
    private final Consumer<String> report;
    private volatile Selector selector; // written by the poller, under the monitor
    private boolean closed; // guarded by the monitor
    private boolean reported; // the poller's
    private volatile long rebuilds; // written by the poller

    NioSelector(Opener opener, Consumer<String> report) {
        this.opener = opener;
        this.report = report;
        try {
            this.selector = opener.open();
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("the system gives no selector: " + e.getMessage(), e));
        }
    }

    Selector current() {
        return selector;
    }

    /** Returns how often it was replaced. */
    long rebuilds() {
        return rebuilds;
    }

    // ---------------------------------------------------------------- the polling thread

    /** Replaces a selector that spins by a new one that watches the same, and says so the first time. */
    void rebuild() {
        Thread poller = Thread.currentThread();
        if (poller.isInterrupted()) { // which no other selector would bear
            report("the thread " + poller.getName() + " is interrupted, and whoever owns it does not clear that");
            return;
        }
        String blame = reported ? "" : SpinBlame.of(selector);
        Selector old = selector;
        try {
            if (replace()) {
                report("it was replaced. It had " + blame);
                old.close();
            }
        } catch (IOException e) {
            report("it cannot be replaced at present (" + e.getMessage() + "). It has " + blame);
        }
    }

    private void report(String what) {
        if (!reported) {
            reported = true;
            report.accept("a selector returned at once, again and again, without a reason: " + what);
        }
    }

    static void log(String what) {
        System.getLogger("dev.pollux").log(Level.WARNING, what);
    }

    /** Returns false if there is nothing to replace any more. */
    private synchronized boolean replace() throws IOException {
        if (closed) {
            return false;
        }
        Selector fresh = opener.open();
        for (SelectionKey key : selector.keys()) {
            try {
                ((NioSource) key.attachment()).moveTo(fresh);
            } catch (ClosedChannelException | CancelledKeyException e) {
                // closed meanwhile
            }
        }
        selector = fresh;
        rebuilds++;
        return true;
    }

    /** Keeps the selector from being replaced any more, and returns it. */
    synchronized Selector retire() {
        closed = true;
        return selector;
    }
}
