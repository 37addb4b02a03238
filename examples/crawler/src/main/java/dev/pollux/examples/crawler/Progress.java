package dev.pollux.examples.crawler;

/** Is told how far a crawl is. */
@FunctionalInterface
interface Progress {

    /** So many pages are done, with or without success, of all that are known by now. */
    void show(int done, int known);
}
