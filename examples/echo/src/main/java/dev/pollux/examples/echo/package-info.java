/**
 * A server that echoes lines, in the small: what most servers need, one recipe each.
 *
 * <p>Begin with {@link dev.pollux.examples.echo.EchoServer}; {@link dev.pollux.examples.echo.Outbox} is a future written by hand.
 */
@org.jspecify.annotations.NullMarked
package dev.pollux.examples.echo;
