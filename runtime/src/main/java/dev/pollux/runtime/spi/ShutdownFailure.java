package dev.pollux.runtime.spi;

/**
 * Marks the exceptions that are thrown because a runtime was shut down, whatever their type.
 *
 * @see dev.pollux.runtime.AsyncRuntime#isShutdown
 */
public interface ShutdownFailure {}
