package dev.pollux.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file in memory that notes what is done to it, and fails when told to. */
final class ScriptedChannel extends FileChannel {

    final List<String> calls = new ArrayList<>();
    private byte[] bytes;
    private int position;
    private @Nullable IOException failure;

    ScriptedChannel(String contents) {
        bytes = contents.getBytes(StandardCharsets.UTF_8);
    }

    String contents() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    IOException failNext() {
        failure = new IOException("device broken");
        return failure;
    }

    private void note(String call) throws IOException {
        calls.add(call);
        IOException thrown = failure;
        failure = null;
        if (thrown != null) {
            throw thrown;
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        note("read");
        int count = Math.min(target.remaining(), bytes.length - position);
        if (count <= 0) {
            return -1;
        }
        target.put(bytes, position, count);
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        note("write " + source.remaining());
        int count = source.remaining();
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length, position + count));
        source.get(bytes, position, count);
        position += count;
        return count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
        note("seek " + newPosition);
        position = (int) newPosition;
        return this;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        note("truncate " + size);
        bytes = Arrays.copyOf(bytes, (int) size);
        return this;
    }

    @Override
    public void force(boolean metadata) throws IOException {
        note(metadata ? "sync all" : "sync data");
    }

    @Override
    protected void implCloseChannel() {
        calls.add("close");
    }

    @Override
    public int read(ByteBuffer target, long at) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source, long at) throws IOException {
        note("write at " + at);
        int count = source.remaining();
        source.position(source.limit());
        return count;
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long from, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long from, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }
}
