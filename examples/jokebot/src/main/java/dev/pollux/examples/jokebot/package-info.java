/**
 * A chat server that tells jokes, and what it takes to try it: a service that is slow, a database that blocks, and a crowd.
 *
 * <p>Begin with {@link dev.pollux.examples.jokebot.JokeBot} and {@link dev.pollux.examples.jokebot.Conversation}.
 */
@org.jspecify.annotations.NullMarked
package dev.pollux.examples.jokebot;
