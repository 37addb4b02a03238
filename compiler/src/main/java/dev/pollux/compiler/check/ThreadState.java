package dev.pollux.compiler.check;

import java.util.Set;

/**
 * Something that the calling thread has from one call to another, known by the names of the methods.
 *
 * @param owner the class that declares them, or a supertype of that
 * @param opens since when the thread has it
 * @param closes until when
 * @param reads make use of it in between
 * @param keyed whether the first argument says which one is meant, rather than the receiver
 */
record ThreadState(String owner, Set<String> opens, Set<String> closes, Set<String> reads, boolean keyed) {

    static ThreadState ofReceiver(String owner, Set<String> opens, Set<String> closes) {
        return new ThreadState(owner, opens, closes, Set.of(), false);
    }

    static ThreadState byKey(String owner, Set<String> opens, Set<String> closes, Set<String> reads) {
        return new ThreadState(owner, opens, closes, reads, true);
    }

    boolean names(String method) {
        return opens.contains(method) || closes.contains(method) || reads.contains(method);
    }
}
