package dev.pollux.io;

/**
 * What a poll that moves bytes answers when it moved none.
 *
 * <p>The polls of {@link AsyncRead} and {@link AsyncWrite} answer with a plain {@code int}, because they are made for every
 * buffer and a boxed answer would be made as often. Only those who implement streams see it.
 */
public final class Transfer {

    /** The stream has ended: no more bytes will come. */
    public static final int END = -1;

    /** Nothing can be moved now; the waker of the poll will be called. */
    public static final int PENDING = -2;

    private Transfer() {}
}
