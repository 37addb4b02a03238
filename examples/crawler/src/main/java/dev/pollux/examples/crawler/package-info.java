/**
 * A crawler: many requests, never too many at once, with retries and deadlines.
 *
 * <p>Begin with {@link dev.pollux.examples.crawler.Crawler}, which decides what to visit, and {@link dev.pollux.examples.crawler.Retries}.
 */
@NullMarked
package dev.pollux.examples.crawler;

import org.jspecify.annotations.NullMarked;
