package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/** Makes futures: async blocks and the combinators that need no runtime. Meant to be imported statically. */
public class Futures {

    /** For subclasses that add functions to the same static import. */
    protected Futures() {}

    /**
     * Makes a future of an async block. Nothing runs until the future is polled.
     *
     * @param block a lambda; {@code future.await()} inside it waits without blocking the thread
     * @param <T> the type of the value
     * @return a future of what the block returns
     * @throws IllegalStateException if this very block was made into a future before
     */
    public static <T extends @Nullable Object> Future<T> async(AsyncBlock<T> block) {
        return block instanceof AsyncFrame<?> ? AsyncFrame.claim(block) : new PlainBlock<>(block);
    }

    /**
     * Makes a future of an async block that yields nothing. Nothing runs until the future is polled.
     *
     * @param block a lambda; {@code future.await()} inside it waits without blocking the thread
     * @return a future of {@code null}
     * @throws IllegalStateException if this very block was made into a future before
     */
    public static Future<@Nullable Void> async(AsyncAction block) {
        if (block instanceof AsyncFrame<?>) {
            return AsyncFrame.claim(block);
        }
        return new PlainBlock<>(() -> {
            block.run();
            return null;
        });
    }
}
