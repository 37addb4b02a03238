package dev.pollux.examples.crawler;

import java.net.URI;
import java.util.List;

/**
 * A page that was visited.
 *
 * @param length of its text
 * @param links where it points to, in order
 */
record Page(int length, List<URI> links) {}
