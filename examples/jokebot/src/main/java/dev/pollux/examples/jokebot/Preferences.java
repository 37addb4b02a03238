package dev.pollux.examples.jokebot;

import dev.pollux.future.Future;
import org.jspecify.annotations.Nullable;

/** Remembers what people like, by name. */
interface Preferences {

    /** Looks the style up; {@link Style#ANY} for those who never chose. */
    Future<Style> styleOf(String name);

    Future<@Nullable Void> setStyle(String name, Style style);
}
