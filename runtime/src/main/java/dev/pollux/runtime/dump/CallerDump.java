package dev.pollux.runtime.dump;

import dev.pollux.future.AwaitTree;
import org.jspecify.annotations.Nullable;

/**
 * What a thread waited for in {@code blockOn}.
 *
 * @param thread its name
 * @param awaits the future, down to its leaves; {@code null} if it was being polled
 */
public record CallerDump(String thread, @Nullable AwaitTree awaits) {}
