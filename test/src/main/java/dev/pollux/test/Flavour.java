package dev.pollux.test;

/** The kinds of runtime that a {@link PolluxTest} can run on. */
public enum Flavour {

    /** All tasks on the thread of the test: what a test does is then the same in each run, as long as it uses no other threads. */
    CURRENT_THREAD,

    /** Tasks on worker threads. */
    MULTI_THREAD,

    /** The test runs twice, once on each. */
    BOTH
}
