/**
 * A server that echoes lines, in the small: what most servers need, one recipe each.
 *
 * <p>Begin with {@link dev.pollux.examples.echo.EchoServer}; {@link dev.pollux.examples.echo.Outbox} is a future written by hand.
 * The package is not null-marked: the null checker does not yet infer the type arguments of a lambda that returns a poll.
 */
package dev.pollux.examples.echo;
