package dev.pollux.stream;

/**
 * The two halves of a {@link Duplex}, made by {@link Streams#split}.
 *
 * @param stream yields its values
 * @param sink takes values for it
 * @param <I> the type of the values that go in
 * @param <O> the type of the values that come out
 */
public record Halves<I, O>(SplitStream<I, O> stream, SplitSink<I, O> sink) {

    static <I, O> Halves<I, O> of(Duplex<I, O> whole) {
        SplitLock<I, O> lock = new SplitLock<>(whole);
        return new Halves<>(new SplitStream<>(lock), new SplitSink<>(lock));
    }
}
