package dev.pollux.examples.jokebot;

import dev.pollux.future.Future;

/** Where jokes come from. */
@FunctionalInterface
interface Jokes {

    /** Asks for fresh jokes, one of each style: it can thus be asked before anybody knows which style it will be. */
    Future<Hand> deal();
}
