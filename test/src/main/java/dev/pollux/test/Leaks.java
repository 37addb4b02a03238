package dev.pollux.test;

/** What a {@link PolluxTest} makes of tasks that are still alive when it ends. */
public enum Leaks {

    /** The test fails, and names them. */
    FAIL,

    /** They are dropped. */
    ALLOW
}
