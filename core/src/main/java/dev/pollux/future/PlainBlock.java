package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/** A block that the compiler had no reason to touch: it contains no await, so its first poll runs it to the end. */
final class PlainBlock<T extends @Nullable Object> implements Future<T> {

    private @Nullable AsyncBlock<T> block;

    PlainBlock(AsyncBlock<T> block) {
        this.block = block;
    }

    static Future<@Nullable Void> of(AsyncAction block) {
        return new PlainBlock<>(() -> {
            block.run();
            return null;
        });
    }

    @Override
    public Poll<T> poll(Context cx) throws Exception {
        return Poll.ready(pollRaw(cx));
    }

    @Override
    public T pollRaw(Context cx) throws Exception {
        AsyncBlock<T> body = block;
        if (body == null) {
            throw Failures.finished(this);
        }
        block = null;
        return body.run();
    }

    @Override
    public void drop() {
        block = null;
    }

    @Override
    public String toString() {
        return "async block without awaits";
    }
}
