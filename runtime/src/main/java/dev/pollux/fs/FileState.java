package dev.pollux.fs;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.io.AsyncSeek;
import dev.pollux.io.Transfer;
import dev.pollux.runtime.io.Claim;
import dev.pollux.runtime.spi.RuntimeContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An open file: its channel, the bytes read ahead, and the job under way. */
final class FileState {

    /*
     * Who may touch what
     * ------------------
     *
     *     IDLE      no job                 the owner has `ahead` and `behind`
     *     BUSY      a job is in flight     the job has them, on a thread of the pool
     *
     *      IDLE ──start──► BUSY ──settle──► IDLE
     *
     * Polls are made by one task at a time, and that orders them; `start` hands the buffers over to the pool and a ready handle hands
     * them back, both with a happens-before. So the fields are plain. A future that is dropped gives its claim back and leaves the job
     * in flight: the next operation settles it first, whatever it was. Bytes that it read are then in `ahead`, like all others.
     *
     * Where the file stands
     * ---------------------
     * The channel's position is past the bytes in `ahead`, which the user has not seen. Every job but a read goes back over them.
     * A job that the pool refuses changes nothing, so they are still there then.
     *
     * When it closes
     * --------------
     * `uses` counts the owner until it closes, and each job that writes. Whoever counts down to 0 closes the channel, so what was
     * written before a close still reaches the file. A read that is in flight then fails, or is woken up if it waits for a pipe.
     */

    /** How much is read at once, if less is asked for; buffers up to this size are kept. */
    static final int READ_AHEAD = 1 << 16;

    static final int DEFAULT_MAX_BUFFER = 2 << 20;

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private final FileChannel channel;
    private final @Nullable String path; // null if it was opened by somebody else
    private final Claim claim = new Claim();
    private final AtomicInteger uses = new AtomicInteger(1);
    private volatile boolean closed;
    private volatile int maxBuffer = DEFAULT_MAX_BUFFER;

    private @Nullable FileJob job;
    private @Nullable Future<?> handle; // of the job
    private @Nullable FileJob reading; // in flight, or ended and not looked at
    private @Nullable FileJob writing; // the same
    private @Nullable FileJob seeking; // the same
    private ByteBuffer ahead = NONE; // from position to limit
    private ByteBuffer behind = NONE;

    FileState(FileChannel channel, @Nullable String path) {
        this.channel = channel;
        this.path = path;
    }

    /** Says of a failure that it is this file's, if it is known which that is. */
    IOException naming(IOException failure) {
        return path == null ? failure : FileFailure.naming(path, failure);
    }

    int maxBuffer() {
        return maxBuffer;
    }

    void setMaxBuffer(int bytes) {
        maxBuffer = bytes;
    }

    // ---------------------------------------------------------------- one at a time

    void take(Object who) throws IOException {
        requireOpen();
        claim.take(who, "another operation", toString());
    }

    /** Gives the claim back; what is in flight goes on. */
    void release(Object who) {
        if (claim.release(who)) {
            seeking = null;
        }
    }

    void requireOpen() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    private FileJob start(FileJob next) {
        try {
            handle = RuntimeContext.current().<@Nullable Void>spawnBlocking(next);
        } catch (RuntimeException e) { // no runtime here
            next.drop();
            throw e;
        }
        job = next;
        return next;
    }

    /** Waits for the job in flight; {@code false} if it is not over. */
    private boolean settle(Context cx) throws IOException {
        Future<?> inFlight = handle;
        if (inFlight == null) {
            return true;
        }
        try {
            if (inFlight.pollRaw(cx) == Poll.PENDING) {
                return false;
            }
        } catch (CancellationException e) {
            Objects.requireNonNull(job).refused(e);
        } catch (Exception e) { // a job throws nothing
            throw new IOException(e);
        }
        job = null;
        handle = null;
        return true;
    }

    // ---------------------------------------------------------------- reading

    int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        take(reader);
        boolean pending = false;
        try {
            int count = target.hasRemaining() ? readSome(cx, target) : 0;
            pending = count == Transfer.PENDING;
            return count;
        } finally {
            releaseUnless(pending, reader);
        }
    }

    private int readSome(Context cx, ByteBuffer target) throws IOException {
        while (settle(cx)) {
            FileJob ended = reading;
            reading = null;
            if (ahead.hasRemaining()) {
                return copyTo(target);
            }
            if (ended != null) {
                return (Integer) Objects.requireNonNull(ended.value()); // the end, or a failure
            }
            int wanted = Math.min(Math.max(target.remaining(), READ_AHEAD), maxBuffer);
            reading = start(new FileJob(this, false, file -> file.readAhead(wanted)));
        }
        return Transfer.PENDING;
    }

    private int copyTo(ByteBuffer target) {
        int count = Math.min(ahead.remaining(), target.remaining());
        target.put(target.position(), ahead, ahead.position(), count);
        target.position(target.position() + count);
        ahead.position(ahead.position() + count);
        if (!ahead.hasRemaining()) {
            ahead = kept(ahead);
        }
        return count;
    }

    // ---------------------------------------------------------------- writing

    int pollWrite(Object writer, Context cx, ByteBuffer... sources) throws IOException {
        take(writer);
        boolean pending = false;
        try {
            pending = !settleWrites(cx);
            return pending ? Transfer.PENDING : writeBehind(sources);
        } finally {
            releaseUnless(pending, writer);
        }
    }

    private int writeBehind(ByteBuffer[] sources) {
        int count = Transfers.remaining(sources, maxBuffer);
        if (count > 0) {
            behind = emptied(behind, count).limit(count);
            Transfers.gather(sources, behind);
            writing = start(new FileJob(this, true, FileState::writeBuffered));
            Transfers.skip(sources, count); // not before it is sure that the pool has them
        }
        return count;
    }

    boolean pollFlush(Object writer, Context cx) throws IOException {
        take(writer);
        boolean settled = false;
        try {
            settled = settleWrites(cx);
            return settled;
        } finally {
            releaseUnless(!settled && handle != null, writer);
        }
    }

    /** Waits for the job in flight, and throws the failure of the last write if nobody was told of it. */
    private boolean settleWrites(Context cx) throws IOException {
        if (!settle(cx)) {
            return false;
        }
        reading = null;
        FileJob ended = writing;
        writing = null;
        if (ended != null) {
            behind = kept(behind);
            ended.value();
        }
        return true;
    }

    // ---------------------------------------------------------------- anything else

    /**
     * Starts a job when the one in flight is over.
     *
     * @param tellsWrites whether a write that failed fails this, too
     * @return {@code null} while another job is in flight
     */
    @Nullable FileJob pollStart(Object who, Context cx, boolean tellsWrites, FileJob.Action action) throws IOException {
        take(who);
        if (tellsWrites ? !settleWrites(cx) : !settle(cx)) {
            return null;
        }
        reading = null;
        return start(new FileJob(this, tellsWrites, action));
    }

    long pollSeek(Object seeker, Context cx, long offset, AsyncSeek.Whence whence) throws IOException {
        take(seeker);
        boolean pending = false;
        try {
            FileJob mine = seeking;
            if (mine == null) {
                mine = pollStart(seeker, cx, false, file -> file.seek(offset, whence));
                seeking = mine;
            }
            pending = mine == null || !settle(cx);
            return mine == null || pending ? Transfer.PENDING : (Long) Objects.requireNonNull(mine.value());
        } finally {
            releaseUnless(pending, seeker);
        }
    }

    /** Waits for a job that {@link #pollStart} has started for the same caller. */
    boolean pollEnd(Context cx) throws IOException {
        return settle(cx);
    }

    private void releaseUnless(boolean pending, Object who) {
        if (!pending) {
            release(who);
        }
    }

    private static ByteBuffer kept(ByteBuffer used) {
        return used.capacity() > READ_AHEAD ? NONE : used;
    }

    private static ByteBuffer emptied(ByteBuffer old, int size) {
        return old.capacity() < size ? ByteBuffer.allocate(size) : old.clear();
    }

    // ---------------------------------------------------------------- on the pool

    FileChannel channel() {
        return channel;
    }

    private int readAhead(int wanted) throws IOException {
        ByteBuffer buffer = emptied(ahead, wanted).limit(wanted);
        ahead = NONE; // should reading fail
        int count = Transfers.read(channel, buffer);
        ahead = buffer.flip();
        return count;
    }

    private @Nullable Object writeBuffered() throws IOException {
        unread();
        Transfers.write(channel, behind);
        return null;
    }

    /** Goes back over what was read and not seen by the user. */
    void unread() throws IOException {
        if (ahead.hasRemaining()) {
            channel.position(channel.position() - ahead.remaining());
            ahead.position(ahead.limit());
        }
    }

    private long seek(long offset, AsyncSeek.Whence whence) throws IOException {
        unread();
        long base = switch (whence) {
            case START -> 0;
            case CURRENT -> channel.position();
            case END -> channel.size();
        };
        if (base + offset < 0) {
            throw new IOException("cannot seek to " + (base + offset) + ": that is before the start");
        }
        channel.position(base + offset);
        return base + offset;
    }

    @Nullable Object setLength(long length) throws IOException {
        unread();
        long position = channel.position();
        if (length < channel.size()) {
            channel.truncate(length);
        } else if (length > channel.size()) {
            channel.write(ByteBuffer.allocate(1), length - 1);
        }
        while (channel.size() < length) { // a file opened for appending writes at its end, wherever it is told to
            channel.write(ByteBuffer.allocate((int) Math.min(READ_AHEAD, length - channel.size())));
        }
        channel.position(position); // the JDK moves it back to a new end
        return null;
    }

    /** Reads the rest of the file, and what was read ahead of it. */
    byte[] readRest(int limit) throws IOException {
        byte[] all = Transfers.readAll(channel, ahead, limit);
        ahead.position(ahead.limit());
        return all;
    }

    // ---------------------------------------------------------------- the end

    void keepOpen() {
        uses.incrementAndGet();
    }

    void letClose() {
        if (uses.decrementAndGet() == 0) {
            closeChannel();
        }
    }

    void close() {
        if (!closed) {
            closed = true;
            letClose();
        }
    }

    /** Closes in silence: what can fail was flushed before, or nobody asked. */
    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            return; // the descriptor is gone all the same
        }
    }

    FileChannel leave() {
        closed = true;
        return channel;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public String toString() {
        return path == null ? "channel" : path;
    }
}
