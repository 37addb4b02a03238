package dev.pollux.runtime.spi;

import java.util.Optional;

/**
 * An I/O driver that a runtime uses by itself where it can, instead of {@code java.nio}.
 *
 * <p>A module names its provider to {@link java.util.ServiceLoader}. A runtime asks each provider whether anything stands in its
 * way, and takes the first whose driver opens.
 */
public interface IoDriverProvider extends IoDriverFactory {

    /**
     * Returns the name of the driver, which is what the system property {@code pollux.io} asks for it by.
     *
     * @return the name, equal to what the driver's {@code toString} says
     */
    String name();

    /**
     * Returns what stands in the way of this driver here. Asked before {@link #open}, and must print nothing and load no native code.
     *
     * @return a sentence for people, which names the cure if there is one; empty if nothing does
     */
    Optional<String> obstacle();
}
