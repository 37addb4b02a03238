package dev.pollux.sync;

import dev.pollux.future.Awaited;
import dev.pollux.future.Context;
import dev.pollux.future.Waiting;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the ends of a channel for many senders and many receivers share. */
final class MpmcChannel<T> implements Awaited {

    /*
     * Two lines, one lock
     * -------------------
     * Those who wait are guarded by the line they stand in. So the lock of the channel is both: whatever looks at messages and
     * at both lines holds that of the senders, and in it that of the receivers, always in this order. To leave a line, or to
     * change a waker in it, takes the lock of that line alone and touches nothing else.
     *
     * A message goes to the receiver who has waited longest, into its own hands; only if nobody waits does it go into the
     * buffer, and only then can there be one in the buffer:
     *
     *     messages not empty   =>  no receivers in line
     *     room                 =>  no senders in line               (if there is a buffer)
     *     senders in line      =>  no receivers in line             (if there is none)
     *
     * Nothing is lost, and nothing sent, by a drop
     * --------------------------------------------
     * A receiver who is dropped with a message in its hands gives it to the next in line, or puts it back in front of the
     * others: the buffer may hold more than it should then. A sender who is served gets room, and sends only when it is polled;
     * if it is dropped instead the room goes to the next. Without a buffer there is no room: the receiver takes the message out
     * of the sender's hands, and has it, whatever becomes of the sender.
     *
     * The end
     * -------
     * A closed channel has ended once no message is left, in nobody's hands either, and no room is granted: each of these may
     * still become a message for those in line.
     */

    private final int capacity;
    private final WaitQueue senders = new WaitQueue();
    private final WaitQueue receivers = new WaitQueue();
    private final WaitQueue untilClosed = new WaitQueue();
    private final ArrayDeque<T> messages = new ArrayDeque<>();
    private final StrongCount senderCount = new StrongCount();
    private final StrongCount receiverCount = new StrongCount();

    private int granted; // room of senders who have not sent yet, and of permits
    private int inHands; // messages of receivers who have not taken them yet
    private volatile boolean closed; // written under the lock

    MpmcChannel(int capacity) {
        this.capacity = capacity;
    }

    // ---------------------------------------------------------------- senders

    boolean trySend(T message) {
        Served served = new Served();
        boolean sent;
        synchronized (senders) {
            synchronized (receivers) {
                sent = !closed && senders.isEmpty() && put(message, served);
            }
        }
        served.wakeAll();
        return sent;
    }

    /** What a send, or a request for room, comes to when it is polled first. */
    @Nullable Object beginOrStand(MpmcRequest<T, ?> request, Context cx) {
        Served served = new Served();
        synchronized (senders) {
            synchronized (receivers) {
                if (closed) {
                    throw refusal();
                }
                if (!senders.isEmpty() || !request.tryBegin(served)) {
                    return request.stand(cx);
                }
            }
        }
        served.wakeAll();
        return request.begun();
    }

    /** Takes room for a message if there is some and nobody waits for it. */
    boolean tryReserve() {
        synchronized (senders) {
            synchronized (receivers) {
                return !closed && senders.isEmpty() && grant();
            }
        }
    }

    /** Sends into room that was granted. */
    void sendGranted(T message) {
        Served served = new Served();
        synchronized (senders) {
            synchronized (receivers) {
                granted--;
                if (!handOver(message, served) && receiverCount.get() > 0) { // otherwise it would lie there for ever
                    messages.add(message);
                }
                serveSenders(served); // if a receiver had waited, the room is free again
            }
        }
        served.wakeAll();
    }

    /** Returns room that was granted and will not be used. */
    void releaseGranted() {
        Served served = new Served();
        synchronized (senders) {
            synchronized (receivers) {
                granted--;
                serveSenders(served);
                serveEnd(served);
            }
        }
        served.wakeAll();
    }

    // ---------------------------------------------------------------- under the lock

    /** Gives a message to whoever waits for it, or puts it into the buffer. Fails if that is full. */
    boolean put(T message, Served served) {
        if (handOver(message, served)) {
            return true;
        }
        return hasRoom() && messages.add(message);
    }

    @SuppressWarnings("unchecked") // only receivers of this channel are in this line
    private boolean handOver(T message, Served served) {
        var waiting = (MpmcRecv<T>) receivers.first();
        if (waiting == null) {
            return false;
        }
        waiting.message = message;
        inHands++;
        receivers.serve(waiting, served);
        return true;
    }

    /** Takes room for a message that comes later. */
    boolean grant() {
        boolean granting = hasRoom();
        granted += granting ? 1 : 0;
        return granting;
    }

    private boolean hasRoom() {
        return messages.size() + granted < capacity;
    }

    private void serveSenders(Served served) {
        while (!closed && !senders.isEmpty() && grant()) {
            senders.serve(Objects.requireNonNull(senders.first()), served);
        }
    }

    /** The next message, if there is one for somebody who does not stand in line. */
    private @Nullable T next(Served served) {
        T message = messages.poll();
        if (message != null) {
            serveSenders(served);
            return message;
        }
        return capacity == 0 ? takeFromSender(served) : null;
    }

    @SuppressWarnings("unchecked") // only sends into this channel are in this line if it has no room to be reserved
    private @Nullable T takeFromSender(Served served) {
        var sender = (MpmcSend<T>) senders.first();
        if (sender == null) {
            return null;
        }
        senders.serve(sender, served);
        return sender.message;
    }

    private boolean hasEnded() {
        return closed && messages.isEmpty() && granted == 0 && inHands == 0;
    }

    private void serveEnd(Served served) {
        if (hasEnded()) {
            receivers.serveAll(served);
        }
    }

    // ---------------------------------------------------------------- receivers

    /** The next message, or null if there is none now; fails at the end. */
    @Nullable T tryReceive() {
        T message = receiveIfAny();
        if (message == null) {
            synchronized (senders) {
                synchronized (receivers) {
                    if (hasEnded()) {
                        throw new ClosedException("the channel has ended: no message will come");
                    }
                }
            }
        }
        return message;
    }

    /** The next message, or null if there is none now or ever. */
    @Nullable T receiveIfAny() {
        Served served = new Served();
        T message;
        synchronized (senders) {
            synchronized (receivers) {
                message = next(served);
            }
        }
        served.wakeAll();
        return message;
    }

    /** What a receive comes to when it is polled first. */
    @Nullable Object receiveOrStand(MpmcRecv<T> recv, Context cx) {
        Served served = new Served();
        T message;
        synchronized (senders) {
            synchronized (receivers) {
                message = next(served);
                if (message == null && !hasEnded()) {
                    return recv.stand(cx);
                }
            }
        }
        served.wakeAll();
        return message;
    }

    /** Says that a message which was handed over has arrived. */
    void taken() {
        Served served = new Served();
        synchronized (senders) {
            synchronized (receivers) {
                inHands--;
                serveEnd(served);
            }
        }
        served.wakeAll();
    }

    /** Takes back a message which was handed over to somebody who does not want it any more. */
    void putBack(T message) {
        Served served = new Served();
        synchronized (senders) {
            synchronized (receivers) {
                inHands--;
                if (!handOver(message, served)) {
                    messages.addFirst(message);
                }
            }
        }
        served.wakeAll();
    }

    // ---------------------------------------------------------------- closing

    void close() {
        Served served = new Served();
        synchronized (senders) {
            synchronized (receivers) {
                closed = true;
                for (var head = (MpmcRequest<?, ?>) senders.first();
                        head != null;
                        head = (MpmcRequest<?, ?>) senders.first()) {
                    head.refuse();
                    senders.serve(head, served);
                }
                serveEnd(served);
            }
        }
        synchronized (untilClosed) {
            untilClosed.serveAll(served);
        }
        served.wakeAll();
    }

    boolean isClosed() {
        return closed;
    }

    ClosedException refusal() {
        return new ClosedException("the channel is closed: nobody will receive this message");
    }

    void addSender() {
        senderCount.share();
    }

    /** Fails if the last one is gone. */
    boolean tryAddSender() {
        return senderCount.tryShare();
    }

    void removeSender() {
        if (senderCount.unshare()) {
            close();
        }
    }

    void addReceiver() {
        receiverCount.share();
    }

    /** The last one takes the messages with it. */
    void removeReceiver() {
        if (receiverCount.unshare()) {
            close();
            synchronized (receivers) {
                messages.clear();
            }
        }
    }

    // ---------------------------------------------------------------- to look at

    WaitQueue senders() {
        return senders;
    }

    WaitQueue receivers() {
        return receivers;
    }

    WaitQueue untilClosed() {
        return untilClosed;
    }

    int capacity() {
        return capacity;
    }

    int size() {
        synchronized (receivers) {
            return messages.size();
        }
    }

    @Override
    public List<? extends Waiting> inLine(String what) {
        return (what.equals(MpscChannel.MESSAGE_OF) ? receivers : senders).waiters();
    }

    /** Messages are sent by those who keep the channel open; room is made by those who receive. */
    @Override
    public int holders(String what) {
        return (what.equals(MpscChannel.MESSAGE_OF) ? senderCount : receiverCount).get();
    }

    @Override
    public String toString() {
        return "channel[" + size() + " of " + capacity + (closed ? ", closed" : "") + "]";
    }
}
