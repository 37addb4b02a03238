package dev.pollux.examples.fivestores;

import dev.pollux.future.Future;

/**
 * A place that knows something about customers.
 *
 * @param <T> what it knows
 */
@FunctionalInterface
interface Store<T> {

    /** Asks for a customer. Fails if the store is down, or answers what makes no sense. */
    Future<T> about(int customer);
}
