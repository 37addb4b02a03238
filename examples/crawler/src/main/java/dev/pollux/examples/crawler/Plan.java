package dev.pollux.examples.crawler;

import java.time.Duration;

/**
 * How to crawl.
 *
 * @param depth how many links to follow from the first page
 * @param atOnce how many requests there are at the same time
 * @param requestTimeout how long a server may take to answer a request
 * @param deadline how long all of it may take
 * @param retries what to do with requests that fail
 */
record Plan(int depth, int atOnce, Duration requestTimeout, Duration deadline, Retries retries) {

    Plan {
        require(depth >= 0, "depth");
        require(atOnce > 0, "number of requests at once");
        require(!requestTimeout.isNegative() && !requestTimeout.isZero(), "request timeout");
        require(!deadline.isNegative() && !deadline.isZero(), "deadline");
    }

    private static void require(boolean holds, String name) {
        if (!holds) {
            throw new IllegalArgumentException("the " + name + " is too small");
        }
    }
}
