/** What async blocks can do, in five small steps. */
@org.jspecify.annotations.NullMarked
package dev.pollux.examples.firststeps;
