package dev.pollux.examples.fivestores;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.timeoutAt;

import dev.pollux.future.Future;
import dev.pollux.time.Moment;
import java.util.concurrent.TimeoutException;

/**
 * What became of a question to a store.
 *
 * @param <T> what the store knows
 */
sealed interface Answer<T> {

    /** The store answered in time. */
    record Known<T>(T value) implements Answer<T> {}

    /** It did not, and the report goes without it. */
    record Missing<T>(String reason) implements Answer<T> {}

    /**
     * Asks a store, and waits for it until a deadline. A store that is down, late or talks nonsense is no failure here. An {@link Error}
     * is: it means that this program is broken.
     */
    static <T> Future<Answer<T>> by(Moment deadline, Store<T> store, int customer) {
        return async(() -> {
            try {
                return new Known<>(timeoutAt(deadline, store.about(customer)).await());
            } catch (TimeoutException e) {
                return new Missing<>("no answer in time");
            } catch (Exception e) {
                return new Missing<>(firstLine(e));
            }
        });
    }

    private static String firstLine(Exception failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.toString()
                : message.lines().findFirst().orElse(failure.toString());
    }
}
