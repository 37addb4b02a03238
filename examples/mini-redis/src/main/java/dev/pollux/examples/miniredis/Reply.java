package dev.pollux.examples.miniredis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server says, in the kinds that the protocol has. */
sealed interface Reply {

    Reply OK = new Status("OK");
    Reply NIL = new Bulk(null);

    /** A word of success. */
    record Status(String text) implements Reply {}

    /** A failure. The first word of the text is its code. */
    record Failure(String text) implements Reply {}

    /** A number. */
    record Whole(long value) implements Reply {}

    /** Bytes, see {@link Latin}; {@code null} if there are none. */
    record Bulk(@Nullable String text) implements Reply {}

    /** Several replies. */
    record Array(List<Reply> items) implements Reply {

        static Array ofBulks(List<String> texts) {
            return new Array(texts.stream().<Reply>map(Bulk::new).toList());
        }
    }

    /** Several replies, one after the other, to one command. */
    record Sequence(List<Reply> items) implements Reply {}
}
