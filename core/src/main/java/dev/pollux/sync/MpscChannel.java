package dev.pollux.sync;

import dev.pollux.future.Awaited;
import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import dev.pollux.future.Waker;
import dev.pollux.internal.Handles;
import dev.pollux.internal.Spin;
import dev.pollux.stream.SizeHint;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the two ends of a channel for many senders and one receiver share. */
final class MpscChannel<T> implements Awaited {

    /*
     * One word
     * --------
     *
     *     bit 0          CLOSED    nothing is sent any more, but by those who hold room
     *     bit 1          QUEUED    senders are in line; the room in the word changes under the line's lock alone
     *     bit 2          WAITING   the receiver's waker wants to be called by the next message
     *     29 bits        room      how many messages may still be sent
     *     32 bits        tail      how many were sent, as far as 32 bits count
     *
     * To send is one exchange: it takes room, claims the next place, and learns whether the receiver waits, which it does no
     * longer then. Whoever claimed a place writes the message there (see MpscQueue) and then wakes the receiver if it was he
     * who cleared WAITING. Room can also be taken without a place (reserve), and used or returned later.
     *
     * The way back of the room
     * ------------------------
     * The receiver only counts what it received. Whoever finds no room credits what was received since the last time, so that
     * while there is room senders and receiver do not touch the same word. If senders are in line the receiver serves them.
     *
     *     field        read                    written
     *     state        all                     exchanges; room under the lock while QUEUED
     *     received     all, opaque             receiver, opaque
     *     credited     under the lock          under the lock
     *     isQueued     receiver, volatile      under the lock; says what QUEUED says, in a place that senders leave alone
     *     waker        who cleared WAITING     receiver, before it sets WAITING
     *
     * So a sender may miss room that is on its way. That does no harm to one that goes on to stand in line, where it looks again
     * with QUEUED set: then nobody else takes room, and the answer is exact. Who only tries looks in the same way before it says
     * that the channel is full.
     *
     * Why no wake-up is lost
     * ----------------------
     * The receiver sets WAITING by an exchange on the very word by which places are claimed, and only if all that were claimed
     * have been received. So each message claimed later meets WAITING, and its sender wakes after writing it. A place that is
     * claimed but not written is a sender in the middle of two instructions: the receiver asks again soon, by waking itself.
     * A receiver that finds WAITING still set, and its waker there, has nothing to do: only messages and the end clear it.
     *
     * A sender stands in line under the lock after it set QUEUED and then found nothing to credit. The receiver counts and then
     * looks at isQueued, which is written before that: one of the two sees the other.
     *
     * The end
     * -------
     * CLOSED is set by the receiver's close, and by the last sender's. The channel has ended once it is closed, everything
     * claimed was received, and all room is back home: room that is out may still become a message.
     */

    // What tasks wait for: the receiver for the one, which senders bring about; senders for the other.
    static final String MESSAGE_OF = "a message of";
    static final String ROOM_OF = "room in";

    static final int MAX_CAPACITY = (1 << 29) - 1;

    private static final VarHandle STATE = Handles.field(MethodHandles.lookup(), "state", long.class);
    private static final VarHandle RECEIVED = Handles.field(MethodHandles.lookup(), "received", int.class);

    private static final long CLOSED = 1;
    private static final long QUEUED = 2;
    private static final long WAITING = 4;
    private static final int ROOM_SHIFT = 3;
    private static final long ROOM = 1L << ROOM_SHIFT;
    private static final long ROOM_MASK = (long) MAX_CAPACITY << ROOM_SHIFT;
    private static final int TAIL_SHIFT = 32;
    private static final long PLACE = 1L << TAIL_SHIFT;

    /** How often the receiver looks again for a message that a sender is about to write, before it lets others run. */
    private static final int SPINS = 100;

    private final int capacity;
    private final MpscQueue<T> queue;
    private final WaitQueue line = new WaitQueue();
    private final WaitQueue untilClosed = new WaitQueue();

    /** Senders, and room that is held: who keeps the channel open. */
    private final StrongCount strong = new StrongCount();

    private final AtomicInteger weak = new AtomicInteger();
    private final @Nullable MpscWeights weights;

    @SuppressWarnings("FieldCanBeFinal") // changed through STATE
    private volatile long state;

    private volatile boolean isQueued;
    private volatile @Nullable Waker waker;

    @SuppressWarnings("FieldCanBeFinal") // written through RECEIVED
    private int received;

    private int credited;

    /** What the receiver gets to know at the end, once. */
    private volatile @Nullable OverflowException overflow;

    MpscChannel(int capacity) {
        this(capacity, null, 0);
    }

    /**
     * Creates an open channel with one sender.
     *
     * @param weights if each message takes its weight along
     * @param start what the counters begin with
     */
    MpscChannel(int capacity, @Nullable MpscWeights weights, int start) {
        this.capacity = capacity;
        this.weights = weights;
        queue = new MpscQueue<>(capacity, start);
        received = start;
        credited = start;
        state = (long) capacity << ROOM_SHIFT | (long) start << TAIL_SHIFT;
    }

    // ---------------------------------------------------------------- senders

    /** Sends if there is room and nobody is in line. */
    boolean trySend(T message) {
        if (sendAtOnce(message)) {
            return true;
        }
        boolean hasRoom = takeRoom(1);
        if (hasRoom) {
            sendReserved(message);
        }
        return hasRoom;
    }

    /** Sends if there is room in sight. */
    boolean sendAtOnce(T message) {
        do {
            long seen = state;
            while (isOpen(seen) && roomOf(seen) > 0) {
                long witness = exchange(seen, (seen - ROOM + PLACE) & ~WAITING);
                if (witness == seen) {
                    put(seen, message);
                    return true;
                }
                seen = witness;
            }
        } while (credit());
        return false;
    }

    /** Sends into room that was taken before. */
    void sendReserved(T message) {
        long seen = state;
        while (true) {
            long witness = exchange(seen, (seen + PLACE) & ~WAITING);
            if (witness == seen) {
                put(seen, message);
                return;
            }
            seen = witness;
        }
    }

    /** Writes the message into the place that an exchange of {@code before} claimed. */
    private void put(long before, T message) {
        queue.put(tailOf(before), message);
        if ((before & WAITING) != 0) {
            Failures.wake(waker);
        }
    }

    /** Takes room without sending, if it is there and nobody is in line. */
    boolean tryReserve(int count) {
        return count == 0 ? !isClosed() : reserveAtOnce(count) || takeRoom(count);
    }

    /** Takes room if it is in sight. */
    private boolean reserveAtOnce(int count) {
        do {
            long seen = state;
            while (isOpen(seen) && roomOf(seen) >= count) {
                long witness = exchange(seen, seen - count * ROOM);
                if (witness == seen) {
                    return true;
                }
                seen = witness;
            }
        } while (credit());
        return false;
    }

    private static boolean isOpen(long state) {
        return (state & (CLOSED | QUEUED)) == 0;
    }

    private static int roomOf(long state) {
        return (int) ((state & ROOM_MASK) >>> ROOM_SHIFT);
    }

    private static int tailOf(long state) {
        return (int) (state >>> TAIL_SHIFT);
    }

    /** Turns what was received into room, unless it is for those in line. Tells whether there was any. */
    private boolean credit() {
        if ((int) RECEIVED.getOpaque(this) == credited || !isOpen(state)) {
            return false;
        }
        synchronized (line) {
            if (isQueued) {
                return false;
            }
            int count = takeCredit();
            addRoom(count);
            return count > 0;
        }
    }

    /** How many messages were received and not credited yet. Under the lock. */
    private int takeCredit() {
        int seen = (int) RECEIVED.getVolatile(this);
        int count = seen - credited;
        credited = seen;
        return count;
    }

    /** Adds room, or takes some. Returns how much there is now. */
    private int addRoom(int count) {
        return roomOf((long) STATE.getAndAdd(this, count * ROOM)) + count;
    }

    private long exchange(long expected, long wanted) {
        return (long) STATE.compareAndExchange(this, expected, wanted);
    }

    /** Returns the state before. */
    private long set(long bit) {
        return (long) STATE.getAndBitwiseOr(this, bit);
    }

    /** Returns the state before. */
    private long clear(long bit) {
        return (long) STATE.getAndBitwiseAnd(this, ~bit);
    }

    // ---------------------------------------------------------------- senders in line

    /** What a request comes to that found no room. */
    @Nullable Object standOrTake(MpscRequest<T, ?> request, Context cx) {
        synchronized (line) {
            if ((state & CLOSED) != 0) {
                throw refusal();
            }
            if (!takeOrQueue(request.count())) {
                return request.stand(cx);
            }
        }
        return request.granted();
    }

    /** Takes room that is there, and for nobody in line. Waits for nothing but the lock. */
    private boolean takeRoom(int count) {
        synchronized (line) {
            boolean taken = !isClosed() && takeOrQueue(count);
            if (!taken && isQueued && line.isEmpty()) {
                unqueue();
            }
            return taken;
        }
    }

    /** Takes room, or leaves QUEUED set. Under the lock. */
    private boolean takeOrQueue(int count) {
        setQueued();
        addRoom(takeCredit()); // what is received after this, the receiver hands out itself
        if (!line.isEmpty() || roomOf(state) < count) {
            return false;
        }
        addRoom(-count);
        unqueue();
        return true;
    }

    /** Keeps the fast ways off the room. Under the lock. */
    private void setQueued() {
        if (!isQueued) {
            isQueued = true;
            set(QUEUED);
        }
    }

    /** Under the lock, with nobody in line. */
    private void unqueue() {
        isQueued = false;
        clear(QUEUED);
    }

    /** Returns room that was taken and will not be used. */
    void release(int count) {
        long seen = state;
        while ((seen & (QUEUED | CLOSED)) == 0) {
            long witness = exchange(seen, seen + count * ROOM);
            if (witness == seen) {
                return;
            }
            seen = witness;
        }
        Served served = new Served();
        synchronized (line) {
            addRoom(count);
            serve(served);
        }
        served.wakeAll();
        if ((state & CLOSED) != 0) {
            wakeReceiver(); // this may have been the last that it waited for
        }
    }

    /** Hands room that was received to those in line. */
    private void serveLine() {
        Served served = new Served();
        synchronized (line) {
            serve(served);
        }
        served.wakeAll();
    }

    /** Serves the line as far as the room goes. Under the lock. */
    void serve(Served served) {
        if (!isQueued) {
            return;
        }
        int room = addRoom(takeCredit());
        int left = room;
        for (var head = (MpscRequest<?, ?>) line.first();
                head != null && head.count() <= left;
                head = (MpscRequest<?, ?>) line.first()) {
            left -= head.count();
            line.serve(head, served);
        }
        addRoom(left - room);
        if (line.isEmpty()) {
            unqueue();
        }
    }

    // ---------------------------------------------------------------- the receiver

    /** Returns the next message, null at the end, or PENDING. */
    @Nullable Object poll(Context cx) {
        for (int round = 0; ; round++) {
            T message = takeNext();
            if (message != null) {
                return message;
            }
            long seen = state;
            if (tailOf(seen) != received) { // a sender is about to write it
                if (round == SPINS) {
                    cx.waker().wake();
                    return Poll.PENDING;
                }
                Spin.once(round);
            } else if ((seen & CLOSED) != 0 && hasEnded()) {
                return end();
            } else if (waitFor(seen, cx.waker())) {
                return Poll.PENDING;
            }
        }
    }

    private @Nullable Object end() {
        waker = null;
        failOnce();
        return null;
    }

    /** At the end: throws what the receiver should know, if there is anything that it does not. */
    void failOnce() {
        OverflowException failure = overflow;
        if (failure != null) {
            overflow = null;
            throw failure;
        }
    }

    /** Has the waker called by the next message. Fails if something changed. */
    private boolean waitFor(long seen, Waker latest) {
        long idle = seen & ~WAITING;
        if (idle != seen && isRegistered(latest)) {
            return true;
        }
        if (idle != seen && exchange(seen, idle) != seen) { // while WAITING is set the waker is for senders to read
            return false;
        }
        waker = latest;
        return exchange(idle, idle | WAITING) == idle;
    }

    private boolean isRegistered(Waker latest) {
        Waker known = waker;
        return known != null && known.willWake(latest);
    }

    /** Returns the next message, or null if there is none now; {@link #hasEnded} tells whether there will be. */
    @Nullable T tryReceive() {
        for (int round = 0; ; round++) {
            T message = takeNext();
            if (message != null || tailOf(state) == received) {
                return message;
            }
            Spin.once(round);
        }
    }

    private @Nullable T takeNext() {
        T message = queue.take(received);
        if (message != null) {
            RECEIVED.setVolatile(this, received + 1); // ordered before the look at isQueued
            if (isQueued) {
                serveLine();
            }
        }
        return message == null || weights == null ? message : weights.giveBack(message);
    }

    /** Tells whether no message can come any more, and the receiver knows all. */
    boolean isTerminated() {
        return isClosed() && hasEnded() && overflow == null;
    }

    /** Tells whether no message can come any more. */
    boolean hasEnded() {
        synchronized (line) {
            addRoom(takeCredit());
            long seen = state;
            return (seen & CLOSED) != 0 && tailOf(seen) == received && roomOf(seen) == capacity;
        }
    }

    /** The receiver waits no longer, so its waker can go. */
    void stopWaiting() {
        clear(WAITING);
        waker = null;
    }

    private void wakeReceiver() {
        if ((clear(WAITING) & WAITING) != 0) {
            Failures.wake(waker);
        }
    }

    // ---------------------------------------------------------------- closing

    /** Lets nobody send any more, but those who hold room. */
    void close() {
        Served served = new Served();
        synchronized (line) {
            set(CLOSED);
            for (var head = (MpscRequest<?, ?>) line.first(); head != null; head = (MpscRequest<?, ?>) line.first()) {
                head.refuse();
                line.serve(head, served);
            }
            if (isQueued) {
                unqueue();
            }
        }
        synchronized (untilClosed) {
            untilClosed.serveAll(served);
        }
        served.wakeAll();
        wakeReceiver();
    }

    /** Closes the channel for a reason that the receiver is told after the last message. */
    void closeWith(OverflowException reason) {
        overflow = reason;
        close();
    }

    boolean isClosed() {
        return (state & CLOSED) != 0;
    }

    ClosedException refusal() {
        return new ClosedException("the channel is closed: nobody will receive this message");
    }

    // ---------------------------------------------------------------- to look at

    WaitQueue line() {
        return line;
    }

    WaitQueue untilClosed() {
        return untilClosed;
    }

    int capacity() {
        return capacity;
    }

    /** How many messages are in it, as far as can be told while they come and go. */
    int size() {
        int seen = (int) RECEIVED.getAcquire(this);
        return Math.min(capacity, tailOf(state) - seen);
    }

    /** Once the channel is closed only those who hold room can still send. */
    SizeHint sizeHint() {
        if (!isClosed()) {
            return SizeHint.atLeast(size());
        }
        synchronized (line) {
            int left = size();
            int held = capacity - addRoom(takeCredit()) - left;
            return SizeHint.between(left, (long) left + Math.max(0, held));
        }
    }

    /** How much room there is for those who come now. */
    int room() {
        synchronized (line) {
            return isQueued ? 0 : addRoom(takeCredit());
        }
    }

    /** What the receiver waits for, if it does. */
    @Nullable Resource awaited() {
        return (state & WAITING) == 0 ? null : new Resource(this, MESSAGE_OF);
    }

    int strongCount() {
        return strong.get();
    }

    /** Counts the senders that do not keep it open. */
    AtomicInteger weak() {
        return weak;
    }

    @Nullable MpscWeights weights() {
        return weights;
    }

    @Override
    public List<? extends Waiting> inLine(String what) {
        return line.waiters();
    }

    /** Messages are sent by those who keep the channel open; room is made by the receiver. */
    @Override
    public int holders(String what) {
        return what.equals(MESSAGE_OF) ? strongCount() : 1;
    }

    @Override
    public String toString() {
        String load = weights == null ? size() + " of " + capacity : weights.toString();
        return "channel[" + load + (isClosed() ? ", closed" : "") + "]";
    }

    // ---------------------------------------------------------------- who keeps it open

    void share() {
        strong.share();
    }

    /** Fails if nobody keeps it open any more. */
    boolean tryShare() {
        return strong.tryShare();
    }

    void unshare() {
        if (strong.unshare()) {
            close();
        }
    }
}
