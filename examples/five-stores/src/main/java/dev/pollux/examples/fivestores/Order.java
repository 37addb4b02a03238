package dev.pollux.examples.fivestores;

/** So many of a product, which has a name in the catalogue. */
record Order(String product, int quantity) {}
