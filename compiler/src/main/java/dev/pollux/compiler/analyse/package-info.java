/** Reads the bytecode of an async block and decides what its state machine looks like. Changes nothing but what it says. */
@NullMarked
package dev.pollux.compiler.analyse;

import org.jspecify.annotations.NullMarked;
