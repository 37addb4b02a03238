package dev.pollux.compiler.check;

/**
 * A call that blocks its thread.
 *
 * @param what what is called, as the author would name it
 * @param cure what to write instead
 */
record BlockingCall(String what, String cure) {}
