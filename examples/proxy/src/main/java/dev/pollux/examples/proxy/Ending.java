package dev.pollux.examples.proxy;

/** How a connection ended. */
enum Ending {
    /** Both sides said all they had to say. */
    FINISHED,
    /** There were too many others. */
    REFUSED,
    /** The upstream could not be connected to, or not in time. */
    UNREACHABLE,
    /** It carried nothing for too long. */
    TIMED_OUT,
    /** One side hung up in the middle of something. */
    BROKEN,
    /** The proxy ended, and the grace was over. */
    CUT
}
