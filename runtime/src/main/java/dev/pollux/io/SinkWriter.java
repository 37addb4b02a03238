package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.stream.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives a sink, which it owns, a copy of what is written. */
final class SinkWriter implements AsyncWrite {

    private final Sink<? super ByteBuffer> target;
    private boolean ended;

    SinkWriter(Sink<? super ByteBuffer> target) {
        this.target = Objects.requireNonNull(target, "sink");
    }

    @Override
    public int pollWrite(Object writer, Context cx, ByteBuffer source) throws IOException {
        requireOpen();
        if (!source.hasRemaining()) {
            return 0;
        }
        if (!ask(() -> target.pollReady(cx))) {
            return Transfer.PENDING;
        }
        int count = source.remaining();
        ByteBuffer copy = ByteBuffer.allocate(count).put(source).flip();
        ask(() -> {
            target.startSend(copy);
            return Sink.DONE;
        });
        return count;
    }

    @Override
    public boolean pollFlush(Object writer, Context cx) throws IOException {
        requireOpen();
        return ask(() -> target.pollFlush(cx));
    }

    @Override
    public boolean pollShutdown(Object writer, Context cx) throws IOException {
        ended = true;
        return ask(() -> target.pollClose(cx));
    }

    private void requireOpen() throws ClosedChannelException {
        if (ended) {
            throw new ClosedChannelException();
        }
    }

    /** Something that the sink is asked. */
    private interface Question {
        Poll<@Nullable Void> ask() throws Exception;
    }

    private static boolean ask(Question question) throws IOException {
        try {
            return question.ask().isReady();
        } catch (IOException | RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IOException("the sink failed: " + failure, failure);
        }
    }

    /** The poll of a sink needs no giving up: the next one takes over from it. */
    @Override
    public void cancelWrite(Object writer) {}

    @Override
    public void close() {
        ended = true;
        target.drop();
    }

    @Override
    public String toString() {
        return "writer to " + target;
    }
}
