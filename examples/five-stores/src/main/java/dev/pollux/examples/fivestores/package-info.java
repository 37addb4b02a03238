/**
 * What five stores know about a customer, asked at once and under one deadline.
 *
 * <p>Begin with {@link dev.pollux.examples.fivestores.FiveStores}, which asks, and {@link dev.pollux.examples.fivestores.Answer}, which makes
 * a failure a part of the result. {@link dev.pollux.examples.fivestores.Database} brings JDBC, {@link
 * dev.pollux.examples.fivestores.Redis} a socket.
 */
@NullMarked
package dev.pollux.examples.fivestores;

import org.jspecify.annotations.NullMarked;
