package dev.pollux.fs;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.LosesPlace;
import dev.pollux.io.AsyncRead;
import dev.pollux.io.AsyncSeek;
import dev.pollux.io.AsyncWrite;
import dev.pollux.io.Transfer;
import dev.pollux.runtime.io.BlockingOperation;
import dev.pollux.runtime.io.Utf8;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open file.
 *
 * <p>One operation at a time: whoever reads, writes or seeks while another such operation is pending gets an {@link
 * IllegalStateException}. {@link #readAt} and {@link #writeAt} stand beside that, and as many of them as you like run at once.
 *
 * <h2>What waits and what does not</h2>
 *
 * <p>A write is ready once its bytes are in a buffer, which the pool then writes. So a failure to write fails the <em>next</em> write,
 * {@code flush}, {@link #syncAll}, {@link #syncData} or {@link #setLength}: end with {@code flush}. A read fetches more than was asked
 * for; a write, a seek or a change of the length that follows goes back to where the reader was.
 *
 * <h2>Dropping and closing</h2>
 *
 * <p>A call of the operating system cannot be taken back. A future that is dropped leaves it running, with buffers of its own, and the
 * next operation waits for it first: no byte that was read is lost, and no byte of yours is touched any more. {@link #close} does not
 * wait either: what was written before reaches the file, and a failure to do so goes unnoticed; a read under way is cut off.
 *
 * @origin tokio::fs::File (1.53). Differs: reads fetch at least 64 KiB, syncing tells of failed writes, and there are positional
 *     operations. A handle cannot be cloned.
 */
public final class AsyncFile implements AsyncRead, AsyncWrite, AsyncSeek {

    private final FileState file;

    AsyncFile(FileState file) {
        this.file = file;
    }

    // ---------------------------------------------------------------- opening

    /**
     * Opens a file for reading.
     *
     * @param path which
     * @return a future of the file. It fails with an {@link IOException} if the file cannot be opened
     * @cancel Safe: a file that was opened for nobody is closed again.
     * @cost One job of the blocking pool.
     */
    @CancelSafe
    public static Future<AsyncFile> open(Path path) {
        return new OpenOptions().read().open(path);
    }

    /**
     * Makes a file, or empties one that exists, for writing.
     *
     * @param path which
     * @return as for {@link #open(Path)}
     * @cancel Safe, but the file may have been made or emptied.
     * @cost One job of the blocking pool.
     */
    @CancelSafe
    public static Future<AsyncFile> create(Path path) {
        return new OpenOptions().write().create().truncate().open(path);
    }

    static Future<AsyncFile> open(Path path, Set<OpenOption> options, FileAttribute<?>[] attributes, int maxBuffer) {
        return new BlockingOperation<>(
                "open " + path,
                () -> {
                    FileState file = new FileState(FileChannel.open(path, options, attributes), path.toString());
                    file.setMaxBuffer(maxBuffer);
                    return new AsyncFile(file);
                },
                AsyncFile::close);
    }

    /**
     * Takes over a channel of the JDK.
     *
     * @param channel not to be used by others from now on; open, and at the position where to go on
     * @return the file
     */
    public static AsyncFile of(FileChannel channel) {
        Objects.requireNonNull(channel, "channel");
        return new AsyncFile(new FileState(channel, null));
    }

    /**
     * Gives the channel back to blocking code, after what is under way. This file is closed then, the channel is not.
     *
     * @return a future of the channel, which stands where the reader was. It fails if a write failed
     * @cancel Safe: the file stays open until this is ready.
     * @cost One job of the blocking pool.
     */
    @CancelSafe
    public Future<FileChannel> intoChannel() {
        return this.<FileChannel>operation("intoChannel of", true, state -> {
                    state.unread();
                    return state.channel();
                })
                .map(channel -> file.leave());
    }

    // ---------------------------------------------------------------- reading, writing, seeking

    @Override
    public int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        return file.pollRead(reader, cx, target);
    }

    @Override
    public void cancelRead(Object reader) {
        file.release(reader);
    }

    /**
     * Reads from here to the end, in one job.
     *
     * @param limit the most bytes to accept
     * @return as for {@link AsyncRead#readToEnd}
     * @throws IllegalArgumentException if the limit is negative
     * @cancel Loses its place: the position is anywhere between here and the end.
     * @cost One job of the blocking pool, and memory for what is read, once if the file tells its size.
     */
    @Override
    @LosesPlace
    public Future<byte[]> readToEnd(int limit) {
        AsyncFiles.requireLimit(limit);
        return operation("readToEnd of", false, state -> state.readRest(limit));
    }

    /**
     * Reads from here to the end as UTF-8, in one job.
     *
     * @param limit the most bytes to accept
     * @return as for {@link AsyncRead#readToString}
     * @throws IllegalArgumentException if the limit is negative
     * @cancel Loses its place: the position is anywhere between here and the end.
     * @cost As for {@link #readToEnd}, and the text.
     */
    @Override
    @LosesPlace
    public Future<String> readToString(int limit) {
        return readToEnd(limit).map(bytes -> Utf8.decode(ByteBuffer.wrap(bytes)));
    }

    @Override
    public int pollWrite(Object writer, Context cx, ByteBuffer source) throws IOException {
        return file.pollWrite(writer, cx, source);
    }

    @Override
    public long pollWrite(Object writer, Context cx, ByteBuffer[] sources) throws IOException {
        return file.pollWrite(writer, cx, sources);
    }

    /** {@inheritDoc} Yes: they are written by one job. */
    @Override
    public boolean isWriteVectored() {
        return true;
    }

    @Override
    public boolean pollFlush(Object writer, Context cx) throws IOException {
        return file.pollFlush(writer, cx);
    }

    /** Flushes. A file has no end that somebody waits for, so it may be written further. */
    @Override
    public boolean pollShutdown(Object writer, Context cx) throws IOException {
        return file.pollFlush(writer, cx);
    }

    @Override
    public void cancelWrite(Object writer) {
        file.release(writer);
    }

    @Override
    public long pollSeek(Object seeker, Context cx, long offset, Whence whence) throws IOException {
        return file.pollSeek(seeker, cx, offset, whence);
    }

    @Override
    public void cancelSeek(Object seeker) {
        file.release(seeker);
    }

    // ---------------------------------------------------------------- at a position

    /**
     * Reads at a position, until the target is full or the file ends. Leaves the position of the file alone.
     *
     * @param target where to; its position moves on when this is ready. Must not be used before
     * @param position counted from the start
     * @return a future of the number of bytes read: -1 if the file ends there, 0 only if the target has no room
     * @throws IllegalArgumentException if the position is negative
     * @cancel Safe: nothing moves, and the target stays as it was.
     * @cost One job of the blocking pool, and a buffer of the size of the target, at most 2 MiB unless set otherwise.
     */
    @CancelSafe
    public Future<Integer> readAt(ByteBuffer target, long position) {
        requirePosition(position);
        int size = Math.min(target.remaining(), file.maxBuffer());
        return new BlockingOperation<>("read at " + position + " of " + file, () -> {
                    file.requireOpen();
                    ByteBuffer buffer = ByteBuffer.allocate(size);
                    int count = Transfers.readAt(file.channel(), buffer, position);
                    return new Chunk(count, buffer.flip());
                })
                .map(chunk -> chunk.into(target));
    }

    /**
     * Writes at a position. Leaves the position of the file alone.
     *
     * @param source what; its position moves on when this is ready. Must not change before
     * @param position counted from the start; a file opened for appending may ignore it
     * @return a future of the number of bytes written, which is less than there are only above the largest buffer
     * @throws IllegalArgumentException if the position is negative
     * @cancel Safe, but the bytes may be in the file or not.
     * @cost One job of the blocking pool.
     */
    @CancelSafe
    public Future<Integer> writeAt(ByteBuffer source, long position) {
        requirePosition(position);
        return new PositionalWrite(file, source, position);
    }

    // ---------------------------------------------------------------- the file as a whole

    /**
     * Cuts the file, or fills it up with zeros.
     *
     * @param length in bytes
     * @return a future that is ready when that is done. It fails if a write before it failed
     * @throws IllegalArgumentException if the length is negative
     * @cancel Safe, but it may happen or not.
     * @cost One job of the blocking pool.
     */
    @CancelSafe
    public Future<@Nullable Void> setLength(long length) {
        if (length < 0) {
            throw new IllegalArgumentException("negative length: " + length);
        }
        return operation("setLength of", true, state -> state.setLength(length));
    }

    /**
     * Tells the size.
     *
     * @return a future of the size in bytes, with all that was written before
     * @cancel Safe.
     * @cost One job of the blocking pool.
     */
    @CancelSafe
    public Future<Long> size() {
        return operation("size of", false, state -> state.channel().size());
    }

    /**
     * Waits until the device has all that was written, and what the file system knows of the file.
     *
     * @return a future that is ready when that is done. It fails if a write before it failed
     * @cancel Safe.
     * @cost One job of the blocking pool, and the device's time.
     */
    @CancelSafe
    public Future<@Nullable Void> syncAll() {
        return sync(true);
    }

    /**
     * Waits until the device has all that was written, and what is needed to read it.
     *
     * @return as for {@link #syncAll}
     * @cancel Safe.
     * @cost As for {@link #syncAll}, often less.
     */
    @CancelSafe
    public Future<@Nullable Void> syncData() {
        return sync(false);
    }

    private Future<@Nullable Void> sync(boolean metadata) {
        return operation("sync of", true, state -> {
            state.channel().force(metadata);
            return null;
        });
    }

    private <T extends @Nullable Object> Future<T> operation(String name, boolean tellsWrites, FileJob.Action action) {
        return new FileOperation<>(name, file, tellsWrites, action);
    }

    /**
     * Closes the file, without waiting: see above for what is under way. Harmless if it is closed already.
     */
    @Override
    public void close() {
        file.close();
    }

    private static void requirePosition(long position) {
        if (position < 0) {
            throw new IllegalArgumentException("negative position: " + position);
        }
    }

    @Override
    public String toString() {
        return "AsyncFile[" + file + (file.isClosed() ? ", closed]" : "]");
    }

    /** What a positional read brought. */
    private record Chunk(int count, ByteBuffer bytes) {

        int into(ByteBuffer target) {
            target.put(bytes);
            return count == Transfer.END ? Transfer.END : count;
        }
    }
}
