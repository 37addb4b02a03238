package dev.pollux.io.codec;

/**
 * A decoder and an encoder.
 *
 * @param <I> the type of the frames that are encoded
 * @param <O> the type of the frames that are decoded
 */
public interface Codec<I, O> extends Encoder<I>, Decoder<O> {}
