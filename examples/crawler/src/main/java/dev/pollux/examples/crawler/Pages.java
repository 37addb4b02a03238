package dev.pollux.examples.crawler;

import dev.pollux.future.Future;
import java.net.URI;

/** Where pages come from. */
@FunctionalInterface
interface Pages {

    /** Asks for a page, once. Fails with a {@link StatusException} if there is none, and with another IOException if nobody answers. */
    Future<Page> fetch(URI uri);
}
