package dev.pollux.stream;

/**
 * Something that is both a sink and a stream, such as a connection. {@link Streams#split} cuts it in two.
 *
 * <p>Its polls as a stream and its polls as a sink keep their wakers apart, since they may come from two tasks.
 *
 * @param <I> the type of the values that go in
 * @param <O> the type of the values that come out
 */
public interface Duplex<I, O> extends Sink<I>, Stream<O> {

    @Override
    default void drop() {}
}
