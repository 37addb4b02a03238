package dev.pollux.stream;

import dev.pollux.future.Mapping;
import org.jspecify.annotations.Nullable;

/** Calls functions of the user that streams are given, and words what is wrong with their answers. */
final class UserFunctions {

    private UserFunctions() {}

    /** Applies a function that has to make something. */
    static <T, R> R apply(String operation, Mapping<? super T, ? extends R> function, T value) throws Exception {
        return made(operation, function.apply(value));
    }

    /** Refuses {@code null} from a function that has to make something. */
    static <R> R made(String operation, @Nullable R answer) {
        if (answer == null) {
            throw new NullPointerException(
                    "the function given to " + operation
                            + " returned null, which in a stream means the end; leave values out with filterMap, or end with mapWhile");
        }
        return answer;
    }

    /** Asks a condition. */
    static <T> boolean holds(String operation, Mapping<? super T, Boolean> condition, T value) throws Exception {
        Boolean answer = condition.apply(value);
        if (answer == null) {
            throw new NullPointerException(
                    "the condition given to " + operation + " returned null; it must be true or false");
        }
        return answer;
    }

    /** Refuses a negative number of values. */
    static long count(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("count is " + count + "; it must be zero or more");
        }
        return count;
    }
}
