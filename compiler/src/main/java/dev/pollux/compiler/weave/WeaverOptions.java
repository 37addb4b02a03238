package dev.pollux.compiler.weave;

/**
 * What is to be different in a weaver.
 *
 * @param keepsDead whether blocks keep variables across an await that they do not read any more, for debuggers
 * @param preemptsLoops whether every block is treated as a preemptible one
 */
public record WeaverOptions(boolean keepsDead, boolean preemptsLoops) {

    /** Nothing. */
    public static final WeaverOptions NONE = new WeaverOptions(false, false);
}
