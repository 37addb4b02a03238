package dev.pollux.runtime.spi;

import dev.pollux.future.Waker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TimerDriver} reads and keeps in its nodes. These are not methods of {@link TimerNode} so that futures that extend it
 * show none of them. The fields have no meaning of their own: each driver guards and uses them as it likes.
 */
public final class TimerNodes {

    /** The {@linkplain #slot slot} of a node that is in no list. */
    public static final short NOWHERE = -1;

    private static final VarHandle POSTED;

    static {
        try {
            POSTED = MethodHandles.lookup().findVarHandle(TimerNode.class, "posted", TimerNode.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private TimerNodes() {}

    /**
     * Makes the exception of a timer that can no longer fire.
     *
     * @return an exception to be thrown
     */
    public static IllegalStateException shutDown() {
        return new TimerClosedException();
    }

    // ---------------------------------------------------------------- what the future wants; any thread

    /**
     * Returns when a node is due.
     *
     * @param node any node
     * @return its deadline, which its future may move at any time
     */
    public static long deadlineNanos(TimerNode node) {
        return node.deadlineForDriver();
    }

    /**
     * Tells whether somebody waits.
     *
     * @param node any node
     * @return {@code true} from when it was armed until it is disarmed, fired or shut down
     */
    public static boolean isArmed(TimerNode node) {
        return node.isArmed();
    }

    /**
     * Ends the wait because the deadline has passed.
     *
     * @param node any node
     * @return whom to wake, without a lock; {@code null} if nobody waited any more
     */
    public static @Nullable Waker fire(TimerNode node) {
        return node.fire();
    }

    /**
     * Ends the wait because the runtime ends.
     *
     * @param node any node
     * @return whom to wake, without a lock; {@code null} if nobody waited any more
     */
    public static @Nullable Waker shutDown(TimerNode node) {
        return node.shutDown();
    }

    // ---------------------------------------------------------------- which driver looks after it; the future's thread

    /**
     * Chooses the driver that is told of what the future does next.
     *
     * @param node a node in {@link TimerDriver#arm}
     * @param driver instead of the one before
     */
    public static void setDriver(TimerNode node, TimerDriver driver) {
        node.driver = driver;
    }

    /**
     * Tells what {@link #setEntrusted} was told last.
     *
     * @param node a node in {@link TimerDriver#arm} or {@link TimerDriver#review}
     * @return at first {@code false}
     */
    public static boolean isEntrusted(TimerNode node) {
        return node.entrusted;
    }

    /**
     * Remembers whether another thread was left to look at the node.
     *
     * @param node a node in {@link TimerDriver#arm} or {@link TimerDriver#review}
     * @param entrusted whether it may do so from now on
     */
    public static void setEntrusted(TimerNode node, boolean entrusted) {
        node.entrusted = entrusted;
    }

    /**
     * Returns the link of a list of nodes that were left for another thread.
     *
     * @param node any node
     * @return volatile; at first {@code null}
     */
    public static @Nullable TimerNode posted(TimerNode node) {
        return node.posted;
    }

    /**
     * Sets the link of a list of nodes that were left for another thread, with a plain write.
     *
     * @param node a node that is not in such a list
     * @param following what to link to
     */
    public static void link(TimerNode node, TimerNode following) {
        POSTED.set(node, following);
    }

    /**
     * Clears the link of a list of nodes that were left for another thread.
     *
     * @param node the first node of such a list
     */
    public static void unlink(TimerNode node) {
        node.posted = null;
    }

    // ---------------------------------------------------------------- where it is filed; guarded by the driver

    /**
     * Returns the list where a node is.
     *
     * @param node any node
     * @return {@link #NOWHERE}, or what was set
     */
    public static int slot(TimerNode node) {
        return node.slot;
    }

    /**
     * Sets the list where a node is.
     *
     * @param node any node
     * @param slot {@link #NOWHERE}, or the number of a list
     */
    public static void setSlot(TimerNode node, int slot) {
        node.slot = (short) slot;
    }

    /**
     * Returns the node behind another in its list.
     *
     * @param node a node in a list
     * @return the next one; {@code null} for the last
     */
    public static @Nullable TimerNode next(TimerNode node) {
        return node.next;
    }

    /**
     * Sets the node behind another.
     *
     * @param node a node in a list
     * @param next the next one; {@code null} for none
     */
    public static void setNext(TimerNode node, @Nullable TimerNode next) {
        node.next = next;
    }

    /**
     * Returns the node before another in its list.
     *
     * @param node a node in a list
     * @return the one before; {@code null} for the first
     */
    public static @Nullable TimerNode previous(TimerNode node) {
        return node.previous;
    }

    /**
     * Sets the node before another.
     *
     * @param node a node in a list
     * @param previous the one before; {@code null} for none
     */
    public static void setPrevious(TimerNode node, @Nullable TimerNode previous) {
        node.previous = previous;
    }
}
