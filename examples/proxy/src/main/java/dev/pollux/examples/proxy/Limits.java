package dev.pollux.examples.proxy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy allows.
 *
 * @param connections how many at once
 * @param connect how long the upstream may take to accept a connection
 * @param idle how long a connection may carry nothing
 * @param grace how long the connections may go on after the proxy was told to end
 * @param bytesPerSecond the most that a connection carries in each direction; {@code null} for as much as it can
 */
record Limits(
        int connections,
        Duration connect,
        Duration idle,
        Duration grace,
        @Nullable Long bytesPerSecond) {

    Limits {
        require(connections > 0, "connections");
        require(!connect.isNegative() && !connect.isZero(), "connect timeout");
        require(!idle.isNegative() && !idle.isZero(), "idle timeout");
        require(!grace.isNegative(), "grace");
        require(bytesPerSecond == null || bytesPerSecond > 0, "bytes per second");
    }

    private static void require(boolean holds, String name) {
        if (!holds) {
            throw new IllegalArgumentException("the limit \"" + name + "\" is too small");
        }
    }
}
